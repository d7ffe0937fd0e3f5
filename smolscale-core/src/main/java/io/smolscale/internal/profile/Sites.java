package io.smolscale.internal.profile;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// All spawn sites of the process. What names its tasks by number would fill the memory, so there
/// are a thousand sites at most, and one for whatever comes later.
public final class Sites {
  private static final int MOST = 1_000;
  private static final String OTHERS = "(others)";
  private static final String EARLIER = "(started before the profile)";

  private final ConcurrentMap<String, Site> byName = new ConcurrentHashMap<>();

  /// Makes an empty table.
  public Sites() {}

  /// The site of the code that calls, directly or through the JDK, something of ours.
  public Site here() {
    return named(SpawnSite.current());
  }

  /// The site of the code that starts a virtual thread by this call; for a thread that has been
  /// started before, one for all of these.
  Site ofStart() {
    return SpawnSite.isStart() ? here() : named(EARLIER);
  }

  /// The site of this name.
  public Site named(String name) {
    Site known = byName.get(name);
    if (known != null) {
      return known;
    }
    return byName.computeIfAbsent(byName.size() < MOST ? name : OTHERS, Site::new);
  }

  /// The sites as they are now, those first that have run the longest.
  public List<Site.Line> lines() {
    return byName.values().stream()
        .map(Site::line)
        .sorted(Comparator.comparingLong(Site.Line::ran).reversed().thenComparing(Site.Line::name))
        .toList();
  }
}

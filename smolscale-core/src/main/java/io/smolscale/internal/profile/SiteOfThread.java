package io.smolscale.internal.profile;

import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.WeakHashMap;

/// Who started a virtual thread that no factory of ours has made. The VM hands over the same object
/// for the thread's whole life, the first time from within `Thread.start`, so the stack shows the
/// starter. Nobody says when such a thread ends: it counts as ended when that object is collected.
///
/// It is called with the virtual thread pinned, where one may take a lock that is never held while
/// a thread waits for anything, like this one.
final class SiteOfThread {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Sites sites;
  private final Map<Runnable, Site> known = new WeakHashMap<>(); // guarded by this

  SiteOfThread(Sites sites) {
    this.sites = sites;
  }

  /// The site of the thread.
  Site get(Runnable thread) {
    synchronized (this) {
      Site site = known.get(thread);
      if (site != null) {
        return site;
      }
    }
    Site site = sites.here();
    site.started();
    synchronized (this) {
      known.put(thread, site);
    }
    var _ = CLEANER.register(thread, site::ended);
    return site;
  }
}

package io.smolscale.internal.runtime;

import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.jdk.LateHost;
import io.smolscale.internal.jdk.PollSet;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.profile.ProfiledHost;
import io.smolscale.internal.profile.Reporter;
import io.smolscale.internal.profile.Sites;
import io.smolscale.internal.profile.Table;
import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Processors;
import org.jspecify.annotations.Nullable;

/// The one crew of the process, made when it is first asked for: by the program, or under the agent
/// by its first virtual thread. It is never closed.
public final class Global {
  private static @Nullable Crew crew; // guarded by the class
  private static @Nullable Settings settings; // guarded by the class
  private static Settings.Change change = Settings.Change.NONE; // guarded by the class
  private static @Nullable ProfileSettings profileSettings; // guarded by the class
  private static @Nullable Sites profile; // guarded by the class
  private static volatile @Nullable LateHost agentsHost;

  private Global() {}

  /// The settings in force. Read once; a bad one is refused again at each call.
  ///
  /// @throws IllegalArgumentException when a setting makes no sense
  public static synchronized Settings settings() {
    if (settings == null) {
      Settings read = Settings.read();
      change = Settings.change();
      Remarks.sayOnce(); // one that makes no sense is told alone
      settings = read;
    }
    return settings;
  }

  /// Leaves the crew that will be made one worker and no spare, whatever the settings say.
  ///
  /// @throws IllegalStateException when there is a crew already, and it has more
  /// @throws IllegalArgumentException when a setting makes no sense
  public static synchronized void permanentlySingleThreaded() {
    Settings now = settings();
    if (now.parallelism() == 1 && now.maxThreads() == 1) {
      return;
    }
    if (crew != null) {
      throw new IllegalStateException(
          "the global scheduler is in use with more threads: call this before anything else, or"
              + " start with -Dsmolscale.singleThread=true");
    }
    settings = new Settings(1, 1, now.jdk());
    change = Settings.Change.NONE;
  }

  /// The crew.
  ///
  /// @throws IllegalArgumentException when a setting makes no sense
  public static synchronized Crew crew() {
    if (crew == null) {
      isSecondCopy(); // and says so, before there is more than one crew
      Settings s = settings();
      crew =
          new Crew(
              new Crew.Parts(
                  Jdk25.VM,
                  "smolscale",
                  s.parallelism(),
                  s.maxThreads(),
                  null,
                  () -> 0,
                  new Crew.Size(change.follows(), change.limited(), Processors.OF_JVM)));
    }
    return crew;
  }

  /// The host for the virtual threads that the JDK makes by itself: the crew, or one that keeps the
  /// profile.
  ///
  /// @throws IllegalArgumentException when a setting makes no sense
  public static Host hostOfAll() {
    Sites sites = profile();
    return sites == null ? crew() : ProfiledHost.ofAny(crew(), sites);
  }

  /// All virtual threads of the process are this host's, until [#shareSockets].
  public static void agentIsOn(LateHost host) {
    agentsHost = host;
  }

  /// The profile of the process, or null if none is kept. It is made, and printed from then on as
  /// the settings say, when it is first asked for.
  ///
  /// @throws IllegalArgumentException when the setting makes no sense
  public static synchronized @Nullable Sites profile() {
    if (profileSettings == null) {
      ProfileSettings read = ProfileSettings.read();
      if (read.on()) {
        Sites sites = new Sites();
        profile = sites;
        if (read.atExit()) {
          Reporter.start(() -> Table.of(sites.lines()), read.every());
        }
      }
      profileSettings = read;
    }
    return profile;
  }

  /// Has the crew wait for the sockets of virtual threads.
  ///
  /// @return what came of it
  public static synchronized Seam<PollSet> pollSockets() {
    Crew crew = crew();
    Seam<PollSet> seam = PollSet.take();
    if (seam instanceof Seam.Bound<PollSet>(PollSet set) && !crew.isPolling()) {
      crew.poll(set, agentsHost == null);
    }
    return seam;
  }

  /// There are virtual threads now that run elsewhere.
  public static void shareSockets() {
    isSecondCopy(); // then it is another crew whose sockets are shared
    LateHost host = agentsHost;
    if (host != null) {
      host.host(); // later the JDK has pollers, and threads for them
    }
    synchronized (Global.class) {
      if (crew != null) {
        crew.sharePolling();
      }
    }
  }

  /// Whether there was another copy of these classes before, with a crew of its own. It is told of
  /// this one when this is first asked for, which must be before there are virtual threads here.
  public static boolean isSecondCopy() {
    return OtherCopy.isThere();
  }
}

package io.smolscale.internal.runtime;

import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.jdk.LateHost;
import io.smolscale.internal.jdk.OwnThreads;
import io.smolscale.internal.jdk.PollSet;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.jdk.VmExecutor;
import io.smolscale.internal.profile.ProfiledHost;
import io.smolscale.internal.profile.Reporter;
import io.smolscale.internal.profile.Sites;
import io.smolscale.internal.profile.Table;
import io.smolscale.internal.worker.Crew;
import io.smolscale.internal.worker.Parts;
import io.smolscale.internal.worker.Processors;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The one crew of the process, made when it is first asked for: by the program, or under the agent
/// by its first virtual thread. It is never closed.
public final class Global {
  private static volatile @Nullable Crew crew; // made under the lock of the class
  private static boolean socketsExpected; // guarded by the class
  private static @Nullable Settings settings; // guarded by the class
  private static Settings.Change change = Settings.Change.NONE; // guarded by the class
  private static @Nullable ProfileSettings profileSettings; // guarded by the class
  private static @Nullable Sites profile; // guarded by the class
  private static @Nullable Sites lastProfile; // guarded by the class
  private static volatile @Nullable LateHost agentsHost;

  private Global() {}

  /// The global crew does not count its threads, since it never ends. No lambda: this is on the way
  /// of the first virtual thread.
  private static final class NoneAlive implements LongSupplier {
    @Override
    public long getAsLong() {
      return 0;
    }
  }

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
  public static Crew crew() {
    Crew made = crew;
    return made != null ? made : makeCrew();
  }

  private static synchronized Crew makeCrew() {
    Crew made = crew;
    if (made == null) {
      isSecondCopy(); // and says so, before there is more than one crew
      Settings s = settings();
      made =
          new Crew(
              new Parts(
                  Jdk25.VM,
                  "smolscale",
                  s.parallelism(),
                  s.maxThreads(),
                  null,
                  new NoneAlive(),
                  new Parts.Size(change.follows(), change.limited(), Processors.OF_JVM)));
      if (socketsExpected) {
        made.expectSockets();
      }
      crew = made;
    }
    return made;
  }

  /// The host for the virtual threads that the JDK makes by itself: the crew, or one that keeps the
  /// profile.
  ///
  /// @throws IllegalArgumentException when a setting makes no sense
  public static Host hostOfAll() {
    Sites sites = profile();
    return sites == null ? crew().host() : ProfiledHost.ofAny(crew().host(), sites);
  }

  /// All virtual threads that the JDK makes by itself are this host's.
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
          Reporter.start(Global::profileReport, read.every());
        }
      }
      profileSettings = read;
    }
    return profile;
  }

  private static String profileReport() {
    Sites sites = lastProfile();
    return sites == null ? "" : Table.of(sites.lines());
  }

  /// Begins to keep a profile, from nothing. Returns its table, or null if one is kept already.
  ///
  /// @throws IllegalArgumentException when the setting makes no sense
  public static synchronized @Nullable Sites startProfile() {
    if (profile() != null) {
      return null;
    }
    Sites sites = new Sites();
    profile = sites;
    lastProfile = sites;
    VmExecutor.standIn(host -> ProfiledHost.in(sites, host));
    return sites;
  }

  /// Ends that. Returns whether one was kept.
  ///
  /// @throws IllegalArgumentException when the setting makes no sense
  public static synchronized boolean stopProfile() {
    if (profile() == null) {
      return false;
    }
    lastProfile = profile;
    profile = null;
    VmExecutor.standIn(ProfiledHost::without);
    return true;
  }

  /// The table that is kept, or was the last to be kept; null if there was none.
  public static synchronized @Nullable Sites lastProfile() {
    Sites now = profile();
    return now != null ? now : lastProfile;
  }

  /// The profile of the process, or null if none is kept so far. Makes nothing.
  public static synchronized @Nullable Sites profileIfKept() {
    return profile;
  }

  /// Returns whether the crew has been made.
  public static boolean isInUse() {
    return crew != null;
  }

  /// Has the crew wait for the sockets of virtual threads. This may have a class of the JDK's
  /// initialised, or wait for another thread that does, and that one may be about to start a
  /// virtual thread: so the caller holds no lock.
  ///
  /// @return what came of it; if it was refused and it may be different later, the crew tries again
  public static Seam<PollSet> pollSockets() {
    Crew crew = crew();
    Seam<PollSet> seam = PollSet.take(new Heard());
    if (seam instanceof Seam.Bound<PollSet>(PollSet set)) {
      if (!crew.isPolling()) {
        crew.poll(set);
      }
      set.putInPlace();
    } else if (PollSet.mayTryAgain()) {
      crew.trySocketsLater(Global::pollSockets);
    }
    return seam;
  }

  /// Has a thread do that. The caller may hold any lock; workers that start meanwhile give it a
  /// moment.
  ///
  /// @param then run afterwards, by the same thread
  public static void pollSocketsSoon(Runnable then) {
    synchronized (Global.class) {
      socketsExpected = crew == null;
    }
    try {
      OwnThreads.daemon("smolscale-sockets", new Now(then)).start();
    } catch (Throwable e) { // no thread to be had: the crew tries it later
      crew().trySocketsLater(Global::pollSockets);
      crew().expectNoMoreSockets();
    }
  }

  // No lambdas: this is on the way of the first virtual thread.

  private record Now(Runnable then) implements Runnable {
    @Override
    public void run() {
      try {
        pollSockets();
        then.run();
      } catch (IllegalArgumentException _) {
        // a setting makes no sense: the caller that asked for the crew hears of it
      } finally {
        Crew made = crew;
        if (made != null) {
          made.expectNoMoreSockets();
        }
      }
    }
  }

  private static final class Heard implements Runnable {
    @Override
    public void run() {
      Crew made = crew;
      if (made != null) {
        made.socketRegistered();
      }
    }
  }

  /// Virtual threads will run elsewhere, too. Under the agent the sockets come now, so that they do
  /// not come with pollers, and threads for them, of the JDK's.
  public static void shareSockets() {
    isSecondCopy(); // then another crew hears of these threads
    LateHost host = agentsHost;
    if (host != null) {
      host.host();
      crew().awaitSockets();
    }
  }

  /// Returns whether there was another copy of these classes before, with a crew of its own. It is
  /// told of this one when this is first asked for, which must be before there are virtual threads
  /// here.
  public static boolean isSecondCopy() {
    return OtherCopy.isThere();
  }
}

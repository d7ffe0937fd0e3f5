package io.smolscale.internal.runtime;

import io.smolscale.internal.jdk.PollSet;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.worker.Crew;
import org.jspecify.annotations.Nullable;

/// The one crew of the process, made when it is first asked for: by the agent, before the program
/// starts, or by the program. It is never closed.
public final class Global {
  private static @Nullable Crew crew; // guarded by the class
  private static @Nullable Settings settings; // guarded by the class

  private Global() {}

  /// The settings in force. Read once; a bad one is refused again at each call.
  ///
  /// @throws IllegalArgumentException when a setting makes no sense
  public static synchronized Settings settings() {
    if (settings == null) {
      settings = Settings.read();
    }
    return settings;
  }

  /// The crew.
  ///
  /// @throws IllegalArgumentException when a setting makes no sense
  public static synchronized Crew crew() {
    if (crew == null) {
      Settings s = settings();
      crew = new Crew(new Crew.Parts("smolscale", s.parallelism(), s.maxThreads(), null, () -> 0));
    }
    return crew;
  }

  /// Has the crew wait for the sockets of virtual threads.
  ///
  /// @param all whether all virtual threads of the process are the crew's, until [#shareSockets]
  /// @return what came of it
  public static synchronized Seam<PollSet> pollSockets(boolean all) {
    Crew crew = crew();
    Seam<PollSet> seam = PollSet.take();
    if (seam instanceof Seam.Bound<PollSet>(PollSet set) && !crew.isPolling()) {
      crew.poll(set, !all);
    }
    return seam;
  }

  /// There are virtual threads now that run elsewhere.
  public static synchronized void shareSockets() {
    if (crew != null) {
      crew.sharePolling();
    }
  }
}

package io.smolscale.internal.worker;

import java.util.concurrent.atomic.AtomicInteger;

/// How many home workers a crew ought to have: as many as there are processors, or a number that
/// somebody has chosen.
///
/// The balancer asks for the [Processors] while any worker is awake, once in
/// [#NANOS_BETWEEN_LOOKS]. It brings the [Roster] to the number that stands here; so a caller that
/// chooses one waits for nothing.
///
/// The balancer may be about to rest. Both sides:
///
/// ```text
/// caller that chooses                   balancer lies down
/// 1. the number (RMW)                   1. resting = true
/// 2. resting = false, and wakes it      2. full fence
///                                       3. homes as there ought to be? else it goes on
/// ```
///
/// If step 1 of the left comes before step 3 of the right, the balancer sees the number. If not,
/// step 2 of the left comes after step 1 of the right, and ends the rest. It is the argument of
/// [End#close].
final class Parallelism {
  /// A limit that changes is followed within so long and a tick or two. To ask takes some 40
  /// microseconds in a container, so it costs a processor four parts in 100,000.
  static final long NANOS_BETWEEN_LOOKS = 1_000_000_000;

  private final Processors processors;
  private final int most; // while it follows the processors
  private final AtomicInteger wanted; // negative when it has been chosen
  private volatile int seen; // processors
  private long lookedAt = System.nanoTime(); // here and below: the balancer's

  /// Begins with a number.
  ///
  /// @param homes how many at first
  /// @param follows whether it follows the processors from now on
  /// @param most how many while it follows them
  Parallelism(int homes, boolean follows, int most, Processors processors) {
    this.processors = processors;
    this.most = most;
    wanted = new AtomicInteger(follows ? homes : -homes);
    seen = processors.count();
  }

  /// Returns how many home workers there ought to be.
  int get() {
    return Math.abs(wanted.get());
  }

  /// Returns whether that follows the processors.
  boolean follows() {
    return wanted.get() > 0;
  }

  /// Chooses a number, for good.
  ///
  /// @return the number before
  int choose(int homes) {
    return Math.abs(wanted.getAndSet(-homes));
  }

  /// Returns whether there is one processor, as far as is known.
  boolean isOneProcessor() {
    return seen == 1;
  }

  /// Returns how many processors were seen at the last look.
  int processors() {
    return seen;
  }

  /// Looks at the processors, if nobody has for a while. The balancer only.
  void look(long now) {
    if (now - lookedAt < NANOS_BETWEEN_LOOKS) {
      return;
    }
    lookedAt = now;
    int before = wanted.get();
    int count = Math.max(1, processors.count());
    seen = count;
    int homes = Math.min(count, most);
    if (before > 0 && before != homes) {
      wanted.compareAndSet(before, homes); // else somebody has chosen meanwhile, and that counts
    }
  }
}

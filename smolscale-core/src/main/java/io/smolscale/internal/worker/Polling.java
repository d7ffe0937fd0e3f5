package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.queue.PaddedLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Who waits for sockets.
///
/// One worker that sleeps has the *duty*: it sleeps in the poll set and not on its parker, so an
/// event wakes the thread that will serve it, and no other. While nobody sleeps there, those that
/// are awake look at the set every 50 microseconds.
///
/// ## Nobody sleeps on a ready socket
///
/// Who falls asleep as the last takes the duty, if it is free; so does the first home worker in any
/// case. Both sides:
///
/// ```text
/// worker that has the duty              worker that falls asleep as the last
/// 1. leaves the poll set                1. awake - 1, which leaves none
/// 2. duty = free                        2. duty free? then take it (CAS), and wait in the set
/// 3. awake + 1 (or somebody has         3. if not: sleep on the parker
///    added it already), looks for work
///    and falls asleep again, or retires
/// ```
///
/// If the duty is not free at step 2 of the right side, its holder has its own step 3 still to
/// come: it falls asleep after that, and the same argument holds for it. Who retires as the last
/// wakes another in its place. The set is level-triggered: what became ready while nobody waited is
/// there for the next who does.
///
/// A worker that is awake need not look up: it may be in a task that does not end. So the balancer
/// asks at each tick whether anybody has looked ([#isNeglected]); if not, it looks itself, or wakes
/// a sleeper. Where that happens thrice in a second, tasks are long, and for a few seconds those
/// who are awake are [not relied on][#isMistrustful]: whoever falls asleep takes the duty though
/// others are awake, and whoever leaves the set for a socket wakes another for its place.
///
/// ## Timers
///
/// The poll set knows milliseconds only. The last part of a millisecond is slept on the parker, so
/// that timers are exact; an event may wait for so long then.
public final class Polling {
  private static final long LOOK_NANOS = 50_000;
  private static final long NEGLECT_NANOS = 900_000; // a little less than the shortest tick
  private static final long MISTRUST_NANOS = 3_000_000_000L;
  private static final long MEMORY_NANOS = 1_000_000_000;
  private static final long MILLI = 1_000_000;

  private final AtomicBoolean duty = new AtomicBoolean();
  private final PaddedLong lookedAt = new PaddedLong();
  private volatile long mistrustUntil; // of System.nanoTime; read-mostly
  private long lastNeglect; // guarded by this
  private long lastButOne; // guarded by this
  private volatile @Nullable Sockets sockets;
  private volatile boolean shared;

  /// Has no poll set.
  public Polling() {
    long now = System.nanoTime();
    mistrustUntil = now;
    lastNeglect = now - MEMORY_NANOS;
    lastButOne = lastNeglect;
  }

  /// Gives it a poll set, for good.
  public void begin(Sockets sockets) {
    lookedAt.opaque(System.nanoTime());
    this.sockets = sockets;
  }

  /// From now on virtual threads of others may come to wait in the set at any time, while all
  /// workers sleep. The caller wakes one, which then sleeps in the set though nobody waits there
  /// yet.
  void share() {
    shared = true;
  }

  /// Whether it has a poll set.
  boolean isOn() {
    return sockets != null;
  }

  /// A net for one worker; null without a poll set.
  Sockets.@Nullable Net newNet() {
    Sockets sockets = this.sockets;
    return sockets == null ? null : sockets.newNet();
  }

  /// Whether who falls asleep now ought to sleep in the poll set.
  ///
  /// @param relied whether it is relied on: as the last who was awake, or as the first home worker
  boolean isWanted(boolean relied) {
    Sockets sockets = this.sockets;
    return sockets != null
        && !duty.get()
        && (relied || isMistrustful(System.nanoTime()))
        && (shared || sockets.anyWaiting());
  }

  /// Sleeps in the poll set, if nobody else does. The caller has announced its sleep.
  ///
  /// @param nanos how long at most; [Long#MAX_VALUE] for no limit
  /// @return false when it is to sleep on its parker
  boolean sleep(Parker parker, long nanos, Sockets.Net net) {
    Sockets sockets = this.sockets;
    if (sockets == null || !duty.compareAndSet(false, true)) {
      return false;
    }
    boolean slept = nanos >= MILLI;
    if (!slept) {
      slept = net.look();
    } else if (parker.moveToPollSet()) {
      net.await(nanos == Long.MAX_VALUE ? -1 : (int) Math.min(nanos / MILLI, Integer.MAX_VALUE));
    }
    leave(System.nanoTime());
    return slept;
  }

  /// The holder of the duty is back.
  public void leave(long now) {
    lookedAt.opaque(now);
    duty.set(false);
  }

  /// Wakes the worker that has the duty.
  void wake() {
    Sockets sockets = this.sockets;
    if (sockets != null) {
      sockets.wake();
    }
  }

  /// Whether a worker that is awake ought to look.
  boolean isDue(long now) {
    Sockets sockets = this.sockets;
    return sockets != null
        && now - lookedAt.opaque() > LOOK_NANOS
        && !duty.getPlain()
        && sockets.anyWaiting();
  }

  /// Looks, and wakes the threads whose sockets are ready.
  void look(Sockets.Net net, long now) {
    lookedAt.opaque(now);
    if (net.look()) {
      net.wakeThreads();
    }
  }

  /// Whether nobody has looked for a tick, and nobody waits.
  boolean isNeglected(long now) {
    Sockets sockets = this.sockets;
    return sockets != null
        && !duty.get()
        && now - lookedAt.opaque() > NEGLECT_NANOS
        && sockets.anyWaiting();
  }

  /// The sockets have been found [neglected][#isNeglected]. Once may be for want of a processor, or
  /// a collection.
  synchronized void neglected(long now) {
    lookedAt.opaque(now);
    if (now - lastButOne < MEMORY_NANOS) {
      mistrustUntil = now + MISTRUST_NANOS;
    }
    lastButOne = lastNeglect;
    lastNeglect = now;
  }

  private boolean isMistrustful(long now) {
    return mistrustUntil - now > 0;
  }
}

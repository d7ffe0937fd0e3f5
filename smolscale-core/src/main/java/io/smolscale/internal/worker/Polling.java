package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.queue.PaddedLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
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
/// a sleeper.
///
/// ## Vigilance
///
/// Where long tasks come again and again, each of them would hold up what arrives until the next
/// tick. So each time that the sockets are found neglected buys some hand-overs: whoever leaves the
/// set for a socket wakes another for its place, and whoever falls asleep takes the duty though
/// others are awake. A socket that is served in this way while those who are awake do not look buys
/// more. So it goes on where one in [#HAND_OVERS] pays, and ends where a worker was off its
/// processor for a moment.
///
/// ## Timers
///
/// The poll set knows milliseconds only. The last part of a millisecond is slept on the parker, so
/// that timers are exact; an event may wait for so long then.
public final class Polling {
  private static final long LOOK_NANOS = 50_000;
  private static final long NEGLECT_NANOS = 900_000; // a little less than the shortest tick
  private static final long LATE_NANOS = 300_000;
  private static final int HAND_OVERS = 10; // for each time that they would have paid
  private static final int MOST_HAND_OVERS = 10 * HAND_OVERS;
  private static final long MILLI = 1_000_000;

  private final AtomicBoolean duty = new AtomicBoolean();
  private final PaddedLong lookedAt = new PaddedLong();
  private final AtomicInteger handOvers = new AtomicInteger(); // that have been bought
  private volatile long lastNeglect; // of System.nanoTime
  private volatile @Nullable Sockets sockets;
  private volatile boolean shared;

  /// Has no poll set.
  public Polling() {}

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
        && (relied || isVigilant())
        && (shared || sockets.anyWaiting());
  }

  /// Sleeps in the poll set, if nobody else does. The caller has announced its sleep.
  ///
  /// @param nanos how long at most; [Long#MAX_VALUE] for no limit
  /// @param othersAwake whether anybody is awake, asked when a socket was ready
  /// @return false when it is to sleep on its parker
  boolean sleep(Parker parker, long nanos, Sockets.Net net, BooleanSupplier othersAwake) {
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
    long now = System.nanoTime();
    if (net.any() && now - lookedAt.opaque() > LATE_NANOS && othersAwake.getAsBoolean()) {
      buyHandOvers(); // it would have waited for them
    }
    leave(now);
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

  /// The sockets have been found [neglected][#isNeglected], and are looked at now.
  void neglected(long now) {
    if (lookedAt.opaque() != lastNeglect) { // not by the same task as the last time
      buyHandOvers();
    }
    lastNeglect = now;
    lookedAt.opaque(now);
  }

  private void buyHandOvers() {
    handOvers.updateAndGet(n -> Math.min(n + HAND_OVERS, MOST_HAND_OVERS));
  }

  private boolean isVigilant() {
    return handOvers.get() > 0;
  }

  /// Whether who leaves the set for a socket is to wake another for its place. That is one
  /// hand-over less.
  boolean handsOn() {
    return isVigilant() && isWanted(false) && handOvers.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  /// A worker got up, and will look: nobody has neglected anything yet.
  void gotUp(long now) {
    if (sockets != null) {
      lookedAt.opaque(now);
    }
  }
}

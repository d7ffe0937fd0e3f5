package io.smolscale.internal.worker;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.Ledger;
import io.smolscale.internal.balance.Price;
import io.smolscale.internal.balance.Watch;
import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.queue.PaddedLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Decides which worker waits for sockets.
///
/// One worker that sleeps has the *duty*: it sleeps in the poll set and not on its parker, so an
/// event wakes the thread that will serve it, and no other. While no worker sleeps there, those
/// that are awake look at the set every 50 microseconds.
///
/// ## Nobody sleeps on a ready socket
///
/// The worker that falls asleep last takes the duty, if it is free; so does the first home worker
/// in any case. Both sides:
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
/// come: it falls asleep after that, and the same argument holds for it. A worker that retires last
/// wakes another in its place. The set is level-triggered: what became ready while no worker waited
/// is there for the next that does.
///
/// ## Who registers while everybody sleeps
///
/// A worker that falls asleep stays out of the set while no virtual thread waits for a socket: it
/// is woken sooner on its parker. A thread on a worker of ours cannot register then. But there are
/// threads on other schedulers, which the set has, too. So each registration is heard, whoever's it
/// is ([Sleepers#socketRegistered]). Both sides:
///
/// ```text
/// thread that registers                 worker that falls asleep as the last
/// 1. stands in the poller's map         1. awake - 1, which leaves none
/// 2. awake > 0? leave it to them        2. anybody in a map? then as above, with the duty
/// 3. duty taken? leave it to its        3. if not: sleep on the parker
///    holder; else wake one
/// ```
///
/// All are volatile or atomic, so they stand in one order. If the thread reads `awake` before the
/// worker's step 1, the worker's step 2 sees it in the map. If not, it finds the duty taken, by one
/// that is in the set, or has still to fall asleep and to look; or it wakes one, which looks in the
/// map when it falls asleep again. Its epoll registration comes after that; the set tells which
/// threads wait in it.
///
/// Where no thread can be started for one that is to be woken, and for a thread that found the
/// poller as it was before it became ours, the balancer does not rest ([#isUnwatched]).
///
/// ## Neglect
///
/// A worker that is awake need not look up: it may be in a task that does not end. So the balancer
/// asks at each tick whether anybody has looked ([#isNeglected]); if not, it looks itself, or wakes
/// a sleeper.
///
/// ## Vigilance
///
/// Where long tasks come again and again, each of them would hold up what arrives until the next
/// tick. So each time that the sockets are found neglected buys some hand-overs: a worker that
/// leaves the set for a socket wakes another for its place, and a worker that falls asleep takes
/// the duty though others are awake. A socket that is served in this way while the workers that are
/// awake do not look buys more. So it goes on where one hand-over in [ten][Ledger#EARNS] pays, and
/// ends where a worker was off its processor for a moment.
///
/// ## Timers
///
/// The poll set knows milliseconds only. The last part of a millisecond is slept on the parker, so
/// that timers are exact; an event may wait for so long then.
public final class Polling {
  private static final long NEGLECT_NANOS = 9 * Watch.SHORTEST_NANOS / 10; // less than any tick
  private static final int LATE_WAKES = 10; // a socket that waited for as many wake-ups was late
  private static final long MILLI = 1_000_000;
  private static final long UNHEARD_NANOS = 1_000_000_000; // between two instructions of a thread

  private final AtomicBoolean duty = new AtomicBoolean();
  private final PaddedLong lookedAt = new PaddedLong();
  private final Price price;
  private final Ledger handOvers;
  private volatile long lastNeglect; // of System.nanoTime
  private volatile @Nullable Sockets sockets;
  private volatile long begunAt; // of System.nanoTime

  /// Has no poll set.
  public Polling() {
    this(new Price());
  }

  /// Has no poll set.
  ///
  /// @param price of a wake-up
  Polling(Price price) {
    this.price = price;
    handOvers = Ledger.ofCredit(price);
  }

  /// Gives it a poll set, for good. A thread that registered before has not been heard.
  public void begin(Sockets sockets) {
    long now = System.nanoTime();
    lookedAt.opaque(now);
    begunAt = now;
    this.sockets = sockets;
  }

  /// Returns whether it has a poll set.
  boolean isOn() {
    return sockets != null;
  }

  /// Returns whether a thread that registers must see to it that a worker wakes up, if none is
  /// awake.
  boolean wantsWatch() {
    return sockets != null && !duty.get();
  }

  /// Returns whether a thread waits for a socket, or may be about to without being heard, and no
  /// worker waits in the set.
  boolean isUnwatched(long now) {
    Sockets sockets = this.sockets;
    return sockets != null
        && !duty.get()
        && (now - begunAt < UNHEARD_NANOS || sockets.anyWaiting());
  }

  /// Returns a net for one worker; null without a poll set.
  Sockets.@Nullable Net newNet() {
    Sockets sockets = this.sockets;
    return sockets == null ? null : sockets.newNet();
  }

  /// Returns whether the worker that falls asleep now ought to sleep in the poll set.
  ///
  /// @param relied whether it is relied on: as the last that was awake, or as the first home worker
  boolean isWanted(boolean relied) {
    Sockets sockets = this.sockets;
    return sockets != null && !duty.get() && (relied || isVigilant()) && sockets.anyWaiting();
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
    parker.hasDuty = true; // if anything throws below, its worker lets go of it: letGo()
    boolean slept = nanos >= MILLI;
    if (!slept) {
      slept = net.look();
    } else if (parker.moveToPollSet()) {
      net.await(nanos == Long.MAX_VALUE ? -1 : (int) Math.min(nanos / MILLI, Integer.MAX_VALUE));
    }
    long now = System.nanoTime();
    if (net.any()
        && now - lookedAt.opaque() > LATE_WAKES * price.nanos()
        && othersAwake.getAsBoolean()) {
      buyHandOvers(); // it would have waited for them
    }
    leave(now);
    parker.hasDuty = false;
    return slept;
  }

  /// An error has come while a worker had the duty: it has it no more. Its own thread only.
  void letGo(Parker parker) {
    if (parker.hasDuty) {
      duty.set(false); // before the note: an error between costs a look that comes late
      parker.hasDuty = false;
    }
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

  /// Returns whether a worker that is awake ought to look.
  boolean isDue(long now) {
    Sockets sockets = this.sockets;
    return sockets != null
        && now - lookedAt.opaque() > HelpRule.UNSEEN_NANOS
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

  /// Returns whether no worker has looked for a tick, and none waits.
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
    handOvers.earn(Ledger.EARNS * price.nanos());
  }

  private boolean isVigilant() {
    return handOvers.isInCredit();
  }

  /// Decides whether a worker that leaves the set for a socket is to wake another for its place,
  /// and charges for that.
  boolean handOver() {
    boolean hands = isVigilant() && isWanted(false);
    if (hands) {
      handOvers.charge(price.nanos());
    }
    return hands;
  }

  /// A worker got up, and will look: nobody has neglected anything yet.
  void gotUp(long now) {
    if (sockets != null) {
      lookedAt.opaque(now);
    }
  }
}

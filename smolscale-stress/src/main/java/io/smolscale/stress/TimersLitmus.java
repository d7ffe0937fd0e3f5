package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.timer.Timer;
import io.smolscale.internal.timer.Timers;
import io.smolscale.internal.worker.Sleepers;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.L_Result;

/// Who has a timer of [Timers]: its worker or a rescuer that fires it, or the virtual thread that
/// goes on elsewhere and cancels it.
public class TimersLitmus {
  private static final String KNOWS = "the worker knew it before";
  private static final String SAW = "the worker saw it";
  private static final String WOKEN = "the worker was woken";
  private static final String OVERSLEPT = "overslept";

  /// A `cancel` that says `true` excludes a run, and one that says `false` promises it.
  @JCStressTest
  @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "cancelled in time")
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "fired before")
  @Outcome(expect = FORBIDDEN, desc = "cancelled and fired, or neither")
  @State
  public static class CancelFire {
    private final AtomicInteger runs = new AtomicInteger();
    private final Timers timers = new Timers();
    private final Timer timer = timers.add(runs::incrementAndGet, 0);
    private final long due = System.nanoTime();

    @Actor
    public void worker() {
      timers.fire(due);
    }

    @Actor
    public void canceller(IZ_Result r) {
      r.r2 = timer.cancel(false);
    }

    @Arbiter
    public void judge(IZ_Result r) {
      r.r1 = runs.get();
    }
  }

  /// The twin of [CancelFire]: no lock about the look and the removal.
  @JCStressTest
  @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "cancelled in time")
  @Outcome(id = "1, false", expect = ACCEPTABLE, desc = "fired before")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "cancelled and fired, or neither")
  @State
  public static class CancelFireTwin {
    private final AtomicInteger runs = new AtomicInteger();
    private volatile boolean waits = true;

    private boolean remove() {
      boolean waited = waits;
      waits = false;
      return waited;
    }

    @Actor
    public void worker() {
      if (remove()) {
        runs.incrementAndGet();
      }
    }

    @Actor
    public void canceller(IZ_Result r) {
      r.r2 = remove();
    }

    @Arbiter
    public void judge(IZ_Result r) {
      r.r1 = runs.get();
    }
  }

  /// A worker that goes moves its timers to another's heap while one of them is cancelled. That it
  /// has been cancelled must be said, and be so: it has not been fired.
  @JCStressTest
  @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "cancelled, here or there")
  @Outcome(expect = FORBIDDEN, desc = "cancelled and fired, or not to be found")
  @State
  public static class CancelMove {
    private final AtomicInteger runs = new AtomicInteger();
    private final Timers timers = new Timers();
    private final Timers heir = new Timers();
    private final Timer timer = timers.add(runs::incrementAndGet, 0);

    @Actor
    public void mover() {
      timers.moveTo(heir);
    }

    @Actor
    public void canceller(IZ_Result r) {
      r.r2 = timer.cancel(false);
    }

    @Arbiter
    public void judge(IZ_Result r) {
      long due = System.nanoTime();
      timers.fire(due);
      heir.fire(due);
      r.r1 = runs.get();
    }
  }

  /// The twin of [CancelMove]: who finds that the timer has moved takes it for fired.
  @JCStressTest
  @Outcome(id = "0, true", expect = ACCEPTABLE, desc = "cancelled, here or there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "cancelled and fired, or not to be found")
  @State
  public static class CancelMoveTwin {
    private final Object[] locks = {new Object(), new Object()};
    private volatile int owner; // under both locks
    private boolean waits = true; // under the owner's lock

    @Actor
    public void mover() {
      synchronized (locks[0]) {
        synchronized (locks[1]) {
          owner = 1;
        }
      }
    }

    @Actor
    public void canceller(IZ_Result r) {
      int holder = owner;
      synchronized (locks[holder]) {
        if (holder == owner) {
          waits = false;
          r.r2 = true;
        }
      }
    }

    @Arbiter
    public void judge(IZ_Result r) {
      r.r1 = waits ? 1 : 0;
    }
  }

  /// A worker that was thought stuck fires its timers while the rescuer does.
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "fired once")
  @Outcome(expect = FORBIDDEN, desc = "fired twice, or never")
  @State
  public static class FireFire {
    private final AtomicInteger runs = new AtomicInteger();
    private final Timers timers = new Timers();
    private final long due;

    @SuppressWarnings("FutureReturnValueIgnored") // never cancelled
    public FireFire() {
      timers.add(runs::incrementAndGet, 0);
      due = System.nanoTime();
    }

    @Actor
    public void worker() {
      timers.fire(due);
    }

    @Actor
    public void rescuer() {
      timers.fire(due);
    }

    @Arbiter
    public void judge(I_Result r) {
      r.r1 = runs.get();
    }
  }

  /// The twin of [FireFire]: each looks whether the timer waits, and then takes it.
  @JCStressTest
  @Outcome(id = "1", expect = ACCEPTABLE, desc = "fired once")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "fired twice, or never")
  @State
  public static class FireFireTwin {
    private final AtomicInteger runs = new AtomicInteger();
    private final TimersTwin timers = new TimersTwin();

    public FireFireTwin() {
      timers.add(runs::incrementAndGet);
    }

    @Actor
    public void worker() {
      timers.fire();
    }

    @Actor
    public void rescuer() {
      timers.fire();
    }

    @Arbiter
    public void judge(I_Result r) {
      r.r1 = runs.get();
    }
  }

  /// A worker that was thought stuck sets another timer while the rescuer fires: neither is lost,
  /// and the earliest is known.
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "each fired once")
  @Outcome(expect = FORBIDDEN, desc = "one fired twice, or never")
  @State
  public static class AddFire {
    private final AtomicInteger runs = new AtomicInteger();
    private final Timers timers = new Timers();

    @SuppressWarnings("FutureReturnValueIgnored") // never cancelled
    public AddFire() {
      timers.add(runs::incrementAndGet, 0);
    }

    @Actor
    @SuppressWarnings("FutureReturnValueIgnored") // never cancelled
    public void worker() {
      timers.add(runs::incrementAndGet, 0);
    }

    @Actor
    public void rescuer() {
      timers.fire(System.nanoTime());
    }

    @Arbiter
    public void judge(I_Result r) {
      long now = System.nanoTime();
      if (timers.due(now)) { // as a worker does: it fires only what it knows of
        timers.fire(now);
      }
      r.r1 = timers.size() == 0 && timers.next() == Timers.NONE ? runs.get() : -1;
    }
  }

  /// The twin of [AddFire]: no lock about the heap and its size.
  @JCStressTest
  @Outcome(id = "2", expect = ACCEPTABLE, desc = "each fired once")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "one fired twice, or never")
  @State
  public static class AddFireTwin {
    private final AtomicInteger runs = new AtomicInteger();
    private final TimersTwin timers = new TimersTwin();

    public AddFireTwin() {
      timers.add(runs::incrementAndGet);
    }

    @Actor
    public void worker() {
      timers.add(runs::incrementAndGet);
    }

    @Actor
    public void rescuer() {
      timers.fire();
    }

    @Arbiter
    public void judge(I_Result r) {
      timers.fire();
      r.r1 = runs.get();
    }
  }

  /// Somebody sets a timer on a worker that falls asleep: it is woken, or has seen that its
  /// earliest timer is another than when it decided how long to sleep.
  @JCStressTest
  @Outcome(
      id = {KNOWS, SAW, WOKEN},
      expect = ACCEPTABLE,
      desc = "it will be up in time")
  @Outcome(expect = FORBIDDEN, desc = "it sleeps past the timer")
  @State
  public static class AddWhileFallingAsleep {
    private final Timers timers = new Timers();
    private final Bed bed = new Bed(new Sleepers());
    private long known;
    private boolean parked;

    @Actor
    @SuppressWarnings("FutureReturnValueIgnored") // never cancelled
    public void setter() {
      timers.add(() -> {}, 1);
      bed.wake();
    }

    @Actor
    public void worker() {
      known = timers.nextAtLatest();
      parked = bed.fallAsleep(() -> timers.nextAtLatest() != known);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = known != Timers.NONE ? KNOWS : !parked ? SAW : bed.isAsleep() ? OVERSLEPT : WOKEN;
    }
  }

  /// The twin of [AddWhileFallingAsleep]: it does not look again after it has announced its sleep.
  @JCStressTest
  @Outcome(
      id = {KNOWS, WOKEN},
      expect = ACCEPTABLE,
      desc = "it will be up in time")
  @Outcome(id = OVERSLEPT, expect = ACCEPTABLE_INTERESTING, desc = "it sleeps past the timer")
  @State
  public static class AddWhileFallingAsleepTwin {
    private final Timers timers = new Timers();
    private final Bed bed = new Bed(new Sleepers());
    private long known;

    @Actor
    @SuppressWarnings("FutureReturnValueIgnored") // never cancelled
    public void setter() {
      timers.add(() -> {}, 1);
      bed.wake();
    }

    @Actor
    public void worker() {
      known = timers.nextAtLatest();
      bed.fallAsleep(() -> false);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = known != Timers.NONE ? KNOWS : bed.isAsleep() ? OVERSLEPT : WOKEN;
    }
  }
}

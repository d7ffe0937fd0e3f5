package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.timer.Timer;
import io.smolscale.internal.timer.Timers;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/// Who has a timer of [Timers]: its worker or a rescuer that fires it, or the virtual thread that
/// goes on elsewhere and cancels it.
public class TimersLitmus {

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
}

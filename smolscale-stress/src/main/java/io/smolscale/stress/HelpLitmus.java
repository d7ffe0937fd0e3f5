package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.dispatch.HelpCall;
import io.smolscale.internal.worker.Sleepers;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Somebody calls a helper while a worker gets up: when the worker has come, the next one can be
/// called.
public class HelpLitmus {
  private static final String FREE = "the next can be called";
  private static final String STUCK = "nobody is ever called again";

  /// The worker sleeps, and comes when it finds itself woken.
  @JCStressTest
  @Outcome(id = FREE, expect = ACCEPTABLE, desc = "the call was answered")
  @Outcome(expect = FORBIDDEN, desc = "a call that nobody answers")
  @State
  public static class CallAndCome {
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);
    private final HelpCall call = new HelpCall();
    private boolean came;

    public CallAndCome() {
      bed.fallAsleep(() -> false);
    }

    @Actor
    public void caller() {
      if (call.begin() && !sleepers.wakeOne()) {
        call.reachedNobody();
      }
    }

    @Actor
    public void worker() {
      came = bed.awaitWake();
      if (came) {
        call.arrived();
      }
    }

    @Arbiter
    public void judge(L_Result r) {
      if (!came) {
        call.arrived(); // it was woken later than the actor had patience for
      }
      r.r1 = call.begin() ? FREE : STUCK;
    }
  }

  /// The worker lies down: it may see nothing to do and sleep, be woken, or not be asleep when it
  /// is looked for.
  @JCStressTest
  @Outcome(id = FREE, expect = ACCEPTABLE, desc = "the call was answered, or reached nobody")
  @Outcome(expect = FORBIDDEN, desc = "a call that nobody answers")
  @State
  public static class CallAndFallAsleep {
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);
    private final HelpCall call = new HelpCall();

    @Actor
    public void caller() {
      if (call.begin() && !sleepers.wakeOne()) {
        call.reachedNobody();
      }
    }

    @Actor
    public void worker() {
      if (!bed.fallAsleep(() -> false) || bed.awaitWake()) {
        call.arrived();
      }
    }

    @Arbiter
    public void judge(L_Result r) {
      if (!bed.isAsleep()) {
        call.arrived();
      }
      r.r1 = call.begin() ? FREE : STUCK;
    }
  }

  /// The twin of [CallAndCome]: it says that a helper is on its way when it has woken it, and not
  /// before.
  @JCStressTest
  @Outcome(id = FREE, expect = ACCEPTABLE, desc = "the call was answered")
  @Outcome(id = STUCK, expect = ACCEPTABLE_INTERESTING, desc = "it came before it was called")
  @State
  public static class CallAndComeTwin {
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);
    private final AtomicBoolean onItsWay = new AtomicBoolean();
    private boolean came;

    public CallAndComeTwin() {
      bed.fallAsleep(() -> false);
    }

    @Actor
    public void caller() {
      if (sleepers.wakeOne()) {
        onItsWay.set(true);
      }
    }

    @Actor
    public void worker() {
      came = bed.awaitWake();
      if (came) {
        onItsWay.compareAndSet(true, false);
      }
    }

    @Arbiter
    public void judge(L_Result r) {
      if (!came) {
        onItsWay.set(false);
      }
      r.r1 = onItsWay.get() ? STUCK : FREE;
    }
  }
}

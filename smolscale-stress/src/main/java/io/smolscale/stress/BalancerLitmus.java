package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.balance.Balancer;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// A worker that gets up against the [Balancer] that lies down: it never rests while the worker is
/// awake and has gone past without waking it.
public class BalancerLitmus {
  private static final String SAW = "the balancer saw it";
  private static final String POKED = "the other woke the balancer";
  private static final String RESTS = "the balancer rests";

  /// Counts itself as awake, and then asks whether the balancer rests.
  @JCStressTest
  @Outcome(
      id = {SAW, POKED},
      expect = ACCEPTABLE,
      desc = "it watches")
  @Outcome(expect = FORBIDDEN, desc = "a worker is awake, and nobody watches it")
  @State
  public static class GetUp {
    private final AtomicInteger awake = new AtomicInteger();
    private final RestlessBalancer balancer = new RestlessBalancer(() -> awake.get() > 0);
    private boolean parked;

    @Actor
    public void worker() {
      balancer.awaitTick();
      awake.incrementAndGet();
      balancer.real.workerGotUp();
    }

    @Actor
    public void balancer() {
      parked = balancer.tick();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = balancer.real.resting() ? RESTS : parked ? POKED : SAW;
    }
  }

  /// A close, of which the balancer must hear although every worker sleeps.
  @JCStressTest
  @Outcome(
      id = {SAW, POKED},
      expect = ACCEPTABLE,
      desc = "it watches")
  @Outcome(expect = FORBIDDEN, desc = "closed, and nobody will declare the end")
  @State
  public static class Close {
    private final RestlessBalancer balancer = new RestlessBalancer(() -> false);
    private boolean parked;

    @Actor
    public void closer() {
      balancer.awaitTick();
      balancer.closing = true;
      balancer.real.poke();
    }

    @Actor
    public void balancer() {
      parked = balancer.tick();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = balancer.real.resting() ? RESTS : parked ? POKED : SAW;
    }
  }

  /// The twin of [Close]: it wakes the balancer first, and says then why.
  @JCStressTest
  @Outcome(
      id = {SAW, POKED},
      expect = ACCEPTABLE,
      desc = "it watches")
  @Outcome(
      id = RESTS,
      expect = ACCEPTABLE_INTERESTING,
      desc = "closed, and nobody will declare the end")
  @State
  public static class CloseTwin {
    private final RestlessBalancer balancer = new RestlessBalancer(() -> false);
    private boolean parked;

    @Actor
    public void closer() {
      balancer.awaitTick();
      balancer.real.poke();
      balancer.closing = true;
    }

    @Actor
    public void balancer() {
      parked = balancer.tick();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = balancer.real.resting() ? RESTS : parked ? POKED : SAW;
    }
  }

  /// The twin of [GetUp]: no fence on either side.
  @JCStressTest
  @Outcome(
      id = {SAW, POKED},
      expect = ACCEPTABLE,
      desc = "it watches")
  @Outcome(
      id = RESTS,
      expect = ACCEPTABLE_INTERESTING,
      desc = "a worker is awake, and nobody watches it")
  @State
  public static class GetUpTwin {
    private static final VarHandle AWAKE =
        ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "awake", VarHandle.class, GetUpTwin.class, int.class);
    private static final VarHandle RESTING =
        ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "resting", VarHandle.class, GetUpTwin.class, boolean.class);

    private int awake;
    private boolean resting;
    private boolean poked;
    private boolean saw;

    @Actor
    public void worker() {
      AWAKE.setRelease(this, 1);
      poked = (boolean) RESTING.getAcquire(this);
    }

    @Actor
    public void balancer() {
      RESTING.setRelease(this, true);
      saw = (int) AWAKE.getAcquire(this) > 0;
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = saw ? SAW : awake == 1 && resting && poked ? POKED : RESTS;
    }
  }
}

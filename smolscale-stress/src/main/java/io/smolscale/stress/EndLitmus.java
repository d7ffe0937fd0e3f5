package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.worker.Sleepers;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// The end of a crew against its last worker.
public class EndLitmus {
  private static final String KNOWS = "the worker knew it before";
  private static final String SAW = "the worker saw it";
  private static final String WOKEN = "the worker was woken";
  private static final String STAYS = "the worker sleeps on";

  /// The end is declared while a worker falls asleep, which read the flag before: it is woken, or
  /// sees that the flag has changed.
  @JCStressTest
  @Outcome(
      id = {KNOWS, SAW, WOKEN},
      expect = ACCEPTABLE,
      desc = "it will retire")
  @Outcome(expect = FORBIDDEN, desc = "a thread that is left for good")
  @State
  public static class DeclareWhileFallingAsleep {
    private final Bed bed = new Bed(new Sleepers());
    private volatile boolean ending;
    private boolean known;
    private boolean parked;

    @Actor
    public void balancer() {
      ending = true;
      bed.wake();
    }

    @Actor
    public void worker() {
      known = ending;
      parked = bed.fallAsleep(() -> ending != known);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = known ? KNOWS : !parked ? SAW : bed.isAsleep() ? STAYS : WOKEN;
    }
  }

  /// The twin of [DeclareWhileFallingAsleep]: it does not look again after its announcement.
  @JCStressTest
  @Outcome(
      id = {KNOWS, WOKEN},
      expect = ACCEPTABLE,
      desc = "it will retire")
  @Outcome(id = STAYS, expect = ACCEPTABLE_INTERESTING, desc = "a thread that is left for good")
  @State
  public static class DeclareWhileFallingAsleepTwin {
    private final Bed bed = new Bed(new Sleepers());
    private volatile boolean ending;
    private boolean known;

    @Actor
    public void balancer() {
      ending = true;
      bed.wake();
    }

    @Actor
    public void worker() {
      known = ending;
      bed.fallAsleep(() -> false);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = known ? KNOWS : bed.isAsleep() ? STAYS : WOKEN;
    }
  }

  /// The only worker retires, and nobody else may be hired before it has left.
  @JCStressTest
  @Outcome(
      id = OnePlace.SERVED,
      expect = ACCEPTABLE,
      desc = "by the worker, or by one that is hired")
  @Outcome(expect = FORBIDDEN, desc = "by nobody, or by too many")
  @State
  public static class LastPlace {
    private final OnePlace crew = new OnePlace(true);

    @Actor
    public void submitter() {
      crew.submit();
    }

    @Actor
    public void worker() {
      crew.retire();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = crew.verdict();
    }
  }

  /// The twin of [LastPlace]: who has left does not look back.
  @JCStressTest
  @Outcome(
      id = OnePlace.SERVED,
      expect = ACCEPTABLE,
      desc = "by the worker, or by one that is hired")
  @Outcome(id = OnePlace.LOST, expect = ACCEPTABLE_INTERESTING, desc = "the place was not free yet")
  @State
  public static class LastPlaceTwin {
    private final OnePlace crew = new OnePlace(false);

    @Actor
    public void submitter() {
      crew.submit();
    }

    @Actor
    public void worker() {
      crew.retire();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = crew.verdict();
    }
  }
}

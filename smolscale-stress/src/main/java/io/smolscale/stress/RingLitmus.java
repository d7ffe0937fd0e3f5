package io.smolscale.stress;

import static io.smolscale.stress.Tally.EACH_ONCE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.queue.Ring;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// The owner of a [Ring] against one taker: every task comes out once, and whole.
public class RingLitmus {

  /// Both want the oldest task: the compare-and-set of `head` gives it to one.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "one took each, or it is still there")
  @Outcome(expect = FORBIDDEN, desc = "a task came out twice, or never")
  @State
  public static class PopTake {
    private final Ring ring = new Ring(2);
    private int popped;
    private int taken;

    public PopTake() {
      ring.push(new Numbered(1));
      ring.push(new Numbered(2));
    }

    @Actor
    public void owner() {
      popped = Numbered.of(ring.pop());
    }

    @Actor
    public void taker() {
      taken = Numbered.of(ring.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(popped).add(taken).drain(ring::take).verdict(2);
    }
  }

  /// The twin of [PopTake]: `head` is compared, and then set.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "one took each, or it is still there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a task came out twice, or never")
  @State
  public static class PopTakeTwin {
    private final RingTwin ring = new RingTwin.LookThenAct(2);
    private int popped;
    private int taken;

    public PopTakeTwin() {
      ring.push(new Numbered(1));
      ring.push(new Numbered(2));
    }

    @Actor
    public void owner() {
      popped = Numbered.of(ring.pop());
    }

    @Actor
    public void taker() {
      taken = Numbered.of(ring.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(popped).add(taken).drain(ring::take).verdict(2);
    }
  }

  /// A task is taken while it is pushed: the release of `tail` publishes it.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken whole, or still there")
  @Outcome(expect = FORBIDDEN, desc = "taken before it was written")
  @State
  public static class PushTake {
    private final Ring ring = new Ring(2);
    private int taken;

    @Actor
    public void owner() {
      ring.push(new Numbered(1));
    }

    @Actor
    public void taker() {
      taken = Numbered.of(ring.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(taken).drain(ring::take).verdict(1);
    }
  }

  /// The twin of [PushTake]: `tail` moves first, as a processor or compiler might have it that was
  /// not told about the release.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken whole, or still there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "taken before it was written")
  @State
  public static class PushTakeTwin {
    private final RingTwin ring = new RingTwin.IndexFirst(2);
    private int taken;

    @Actor
    public void owner() {
      ring.push(new Numbered(1));
    }

    @Actor
    public void taker() {
      taken = Numbered.of(ring.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(taken).drain(ring::take).verdict(1);
    }
  }

  /// A full ring of two, and the owner pushes where the taker has just taken: it must not overwrite
  /// what the taker has won and not yet read.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "one took each, or it is still there")
  @Outcome(expect = FORBIDDEN, desc = "the taker got what the owner pushed over its task")
  @State
  public static class WrapTake {
    private final Ring ring = new Ring(2);
    private int popped;
    private int refused = Numbered.NONE;
    private int taken;

    public WrapTake() {
      ring.push(new Numbered(1));
      ring.push(new Numbered(2));
    }

    @Actor
    public void owner() {
      popped = Numbered.of(ring.pop());
      if (ring.push(new Numbered(3)) < 0) {
        refused = 3;
      }
    }

    @Actor
    public void taker() {
      taken = Numbered.of(ring.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(popped).add(refused).add(taken).drain(ring::take).verdict(3);
    }
  }

  /// The twin of [WrapTake]: it wins a position first and copies then.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "one took each, or it is still there")
  @Outcome(
      expect = ACCEPTABLE_INTERESTING,
      desc = "the taker got what the owner pushed over its task")
  @State
  public static class WrapTakeTwin {
    private final RingTwin ring = new RingTwin.CopyLast(2);
    private int popped;
    private int refused = Numbered.NONE;
    private int taken;

    public WrapTakeTwin() {
      ring.push(new Numbered(1));
      ring.push(new Numbered(2));
    }

    @Actor
    public void owner() {
      popped = Numbered.of(ring.pop());
      if (ring.push(new Numbered(3)) < 0) {
        refused = 3;
      }
    }

    @Actor
    public void taker() {
      taken = Numbered.of(ring.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(popped).add(refused).add(taken).drain(ring::take).verdict(3);
    }
  }

  /// A full ring grows while a task is taken: what lay in the smaller array lies in the larger one
  /// before that can be seen.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken whole, or still there")
  @Outcome(expect = FORBIDDEN, desc = "the taker got what no task was in")
  @State
  public static class GrowTake {
    private final Ring ring = new Ring(2, 4);
    private int taken;

    public GrowTake() {
      ring.push(new Numbered(1));
      ring.push(new Numbered(2));
    }

    @Actor
    public void owner() {
      ring.push(new Numbered(3));
    }

    @Actor
    public void taker() {
      taken = Numbered.of(ring.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(taken).drain(ring::take).verdict(3);
    }
  }

  /// The twin of [GrowTake]: it shows the larger array and copies then.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken whole, or still there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "the taker got what no task was in")
  @State
  public static class GrowTakeTwin {
    private final RingTwin ring = new RingTwin.ArrayFirst(2);
    private int taken;

    public GrowTakeTwin() {
      ring.push(new Numbered(1));
      ring.push(new Numbered(2));
    }

    @Actor
    public void owner() {
      ring.push(new Numbered(3));
    }

    @Actor
    public void taker() {
      taken = Numbered.of(ring.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(taken).drain(ring::take).verdict(3);
    }
  }
}

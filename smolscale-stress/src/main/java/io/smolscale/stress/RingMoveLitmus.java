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

/// The owner of a [Ring] against another owner that takes half of it.
public class RingMoveLitmus {

  /// The owner pops one and pushes where it lay, while the other copies two.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "one took each, or it is still there")
  @Outcome(expect = FORBIDDEN, desc = "a task was moved twice, or overwritten")
  @State
  public static class Move {
    private final Ring theirs = new Ring(4);
    private final Ring mine = new Ring(4);
    private int popped;
    private int refused = Numbered.NONE;

    public Move() {
      for (int i = 1; i <= 4; i++) {
        theirs.push(new Numbered(i));
      }
    }

    @Actor
    public void owner() {
      popped = Numbered.of(theirs.pop());
      if (theirs.push(new Numbered(5)) < 0) {
        refused = 5;
      }
    }

    @Actor
    public void mover() {
      theirs.moveHalfTo(mine);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(popped).add(refused).drain(theirs::take).drain(mine::take).verdict(5);
    }
  }

  /// The twin of [Move]: it wins the positions first and copies then.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "one took each, or it is still there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a task was moved twice, or overwritten")
  @State
  public static class MoveTwin {
    private final RingTwin theirs = new RingTwin.CopyLast(4);
    private final RingTwin mine = new RingTwin(4);
    private int popped;
    private int refused = Numbered.NONE;

    public MoveTwin() {
      for (int i = 1; i <= 4; i++) {
        theirs.push(new Numbered(i));
      }
    }

    @Actor
    public void owner() {
      popped = Numbered.of(theirs.pop());
      if (theirs.push(new Numbered(5)) < 0) {
        refused = 5;
      }
    }

    @Actor
    public void mover() {
      theirs.moveHalfTo(mine);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(popped).add(refused).drain(theirs::take).drain(mine::take).verdict(5);
    }
  }

  /// What has been moved is taken while it is being moved: the release of the other ring's `tail`
  /// publishes all of it.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken whole, or still there")
  @Outcome(expect = FORBIDDEN, desc = "taken before it was copied")
  @State
  public static class TakeWhileMoved {
    private final Ring theirs = new Ring(4);
    private final Ring mine = new Ring(4);
    private int taken;

    public TakeWhileMoved() {
      for (int i = 1; i <= 4; i++) {
        theirs.push(new Numbered(i));
      }
    }

    @Actor
    public void mover() {
      theirs.moveHalfTo(mine);
    }

    @Actor
    public void taker() {
      taken = Numbered.of(mine.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(taken).drain(theirs::take).drain(mine::take).verdict(4);
    }
  }

  /// The twin of [TakeWhileMoved]: `tail` moves first.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken whole, or still there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "taken before it was copied")
  @State
  public static class TakeWhileMovedTwin {
    private final RingTwin theirs = new RingTwin.IndexFirst(4);
    private final RingTwin mine = new RingTwin(4);
    private int taken;

    public TakeWhileMovedTwin() {
      for (int i = 1; i <= 4; i++) {
        theirs.push(new Numbered(i));
      }
    }

    @Actor
    public void mover() {
      theirs.moveHalfTo(mine);
    }

    @Actor
    public void taker() {
      taken = Numbered.of(mine.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(taken).drain(theirs::take).drain(mine::take).verdict(4);
    }
  }
}

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
}

package io.smolscale.stress;

import io.smolscale.internal.queue.Ring;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Half of a ring moves to another while its owner and a taker go on: every task comes out once.
///
/// How many are moved depends on the races lost before, so there is no one queue to compare with;
/// the tasks are counted instead.
@Timeout(value = Explore.MINUTES, unit = TimeUnit.MINUTES)
class RingMoveLincheckTest {

  @ParameterizedTest
  @CsvSource({"pop push, moveHalf popMine, take", "pop pop, moveHalf moveHalf, take take"})
  void losesNothing(String owner, String mover, String taker) {
    Explore.program(Model.class, owner, mover, taker)
        .checkObstructionFreedom(true)
        .check(Model.class);
  }

  /// Two rings and three threads.
  public static final class Model {
    private final Ring theirs = new Ring(2, 8);
    private final Ring mine = new Ring(1, 2);
    private final Tally byOwner = new Tally();
    private final Tally byMover = new Tally();
    private final Tally byTaker = new Tally();
    private int pushed;

    public Model() {
      push();
      push();
      push();
      push();
    }

    @Operation
    public void push() {
      if (theirs.push(new Numbered(pushed + 1)) >= 0) {
        pushed++;
      }
    }

    @Operation
    public void pop() {
      byOwner.add(theirs.pop());
    }

    @Operation
    public void moveHalf() {
      theirs.moveHalfTo(mine);
    }

    @Operation
    public void popMine() {
      byMover.add(mine.pop());
    }

    @Operation
    public void take() {
      byTaker.add(theirs.take());
    }

    @Validate
    public void eachOnce() {
      Tally all =
          new Tally().drain(theirs::take).drain(mine::take).add(byOwner).add(byMover).add(byTaker);
      String verdict = all.verdict(pushed);
      if (!verdict.equals(Tally.EACH_ONCE)) {
        throw new AssertionError(verdict);
      }
    }
  }
}

package io.smolscale.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.queue.Ring;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A ring of two, its owner and any number of takers: whatever they do at once has an explanation
/// in terms of a plain queue.
@Timeout(value = Explore.MINUTES, unit = TimeUnit.MINUTES)
class RingLincheckTest {
  private static final int CAPACITY = 2;

  @Test
  void isLinearizable() {
    Explore.random(3, 2)
        .sequentialSpecification(PlainQueue.class)
        .checkObstructionFreedom(true)
        .check(Model.class);
  }

  @Test
  void theTwinThatLooksAndThenActsIsNot() {
    assertThatThrownBy(() ->
            Explore.random(3, 2)
                .sequentialSpecification(PlainQueue.class)
                .minimizeFailedScenario(false)
                .check(Twin.class))
        .isInstanceOf(LincheckAssertionError.class);
  }

  /// The ring, and who may do what with it.
  public static final class Model {
    private final Ring ring = new Ring(1, CAPACITY); // it grows, and keeps its order

    @Operation(nonParallelGroup = "owner")
    public boolean push(int number) {
      return ring.push(new Numbered(number)) >= 0;
    }

    @Operation(nonParallelGroup = "owner")
    public int pop() {
      return Numbered.of(ring.pop());
    }

    @Operation(nonParallelGroup = "owner")
    public void tidy() {
      ring.tidy();
    }

    @Operation
    public int take() {
      return Numbered.of(ring.take());
    }
  }

  /// The same, with a weaker ring.
  public static final class Twin {
    private final RingTwin ring = new RingTwin.LookThenAct(CAPACITY);

    @Operation(nonParallelGroup = "owner")
    public boolean push(int number) {
      return ring.push(new Numbered(number)) >= 0;
    }

    @Operation(nonParallelGroup = "owner")
    public int pop() {
      return Numbered.of(ring.pop());
    }

    @Operation
    public int take() {
      return Numbered.of(ring.take());
    }
  }

  /// What a ring is when nobody else is about.
  public static final class PlainQueue {
    private final Queue<Integer> numbers = new ArrayDeque<>();

    public boolean push(int number) {
      return numbers.size() < CAPACITY && numbers.add(number);
    }

    public int pop() {
      return take();
    }

    public void tidy() {}

    public int take() {
      Integer number = numbers.poll();
      return number == null ? Numbered.NONE : number;
    }
  }
}

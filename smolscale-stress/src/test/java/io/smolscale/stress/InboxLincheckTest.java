package io.smolscale.stress;

import io.smolscale.internal.queue.Inbox;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The inbox is a queue to everybody, and says exactly whether it is empty. Its counts say *about*,
/// and are not asked for.
@Timeout(value = Explore.MINUTES, unit = TimeUnit.MINUTES)
class InboxLincheckTest {

  @Test
  void isLinearizable() {
    Explore.random(2, 3).sequentialSpecification(PlainQueue.class).check(Model.class);
  }

  /// The inbox.
  public static final class Model {
    private final Inbox inbox = new Inbox();

    @Operation
    public void add(int number) {
      inbox.add(new Numbered(number));
    }

    @Operation
    public int poll() {
      return Numbered.of(inbox.poll());
    }

    @Operation
    public boolean isEmpty() {
      return inbox.isEmpty();
    }
  }

  /// What an inbox is when nobody else is about.
  public static final class PlainQueue {
    private final Queue<Integer> numbers = new ArrayDeque<>();

    public void add(int number) {
      numbers.add(number);
    }

    public int poll() {
      Integer number = numbers.poll();
      return number == null ? Numbered.NONE : number;
    }

    public boolean isEmpty() {
      return numbers.isEmpty();
    }
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Stacks that are deep, or too deep, and a hundred thousand of them.
@AlsoUnderAgent
class DeepAndManyTest {
  private static final int LEAVES = 100_000;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  /// Skynet: a tree of threads in which each waits for its ten children; a monitor guards each sum.
  @Test
  void aTreeOfAHundredThousandThreads() throws Exception {
    Sum sum = new Sum();
    on.run(() -> grow(0, LEAVES, sum));
    assertThat(sum.get()).isEqualTo(LEAVES * (LEAVES - 1L) / 2);
  }

  /// As above, but whoever has children waits for them at a monitor.
  @Test
  void aTreeOfAHundredThousandThreadsThatNotify() throws Exception {
    Sum sum = new Sum();
    on.run(() -> growAndNotify(0, LEAVES, sum));
    assertThat(sum.get()).isEqualTo(LEAVES * (LEAVES - 1L) / 2);
  }

  @Test
  void aStackOverflowEndsOneThreadOnly() throws Exception {
    List<Thread> deep = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      deep.add(
          on.start(() ->
              assertThatThrownBy(() -> descend(Integer.MAX_VALUE))
                  .isInstanceOf(StackOverflowError.class)));
    }
    for (Thread thread : deep) {
      Eventually.ends(thread);
    }
    assertThat(on.call(() -> 42)).isEqualTo(42);
  }

  @Test
  void aDeepStackParksAndComesBack() throws Exception {
    assertThat(on.call(() -> descend(1_000))).isEqualTo(1_000);
  }

  private void grow(int first, int leaves, Sum sum) throws InterruptedException {
    if (leaves == 1) {
      sum.add(first);
      return;
    }
    Sum mine = new Sum();
    List<Thread> children = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int begin = first + i * (leaves / 10);
      children.add(on.start(() -> grow(begin, leaves / 10, mine)));
    }
    for (Thread child : children) {
      child.join();
    }
    sum.add(mine.get());
  }

  private void growAndNotify(int first, int leaves, Sum sum) throws InterruptedException {
    if (leaves == 1) {
      sum.add(first);
      return;
    }
    Sum mine = new Sum();
    for (int i = 0; i < 10; i++) {
      int begin = first + i * (leaves / 10);
      on.start(() -> growAndNotify(begin, leaves / 10, mine));
    }
    sum.add(mine.ofParts(10));
  }

  private static int descend(int depth) {
    if (depth == 0) {
      Yield.now();
      return 0;
    }
    return 1 + descend(depth - 1);
  }

  private static final class Sum {
    private long value; // guarded by this
    private int parts; // guarded by this

    synchronized void add(long more) {
      value += more;
      parts++;
      notifyAll();
    }

    synchronized long ofParts(int expected) throws InterruptedException {
      while (parts < expected) {
        wait();
      }
      return value;
    }

    synchronized long get() {
      return value;
    }
  }
}

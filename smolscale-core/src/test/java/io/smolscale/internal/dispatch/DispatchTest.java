package io.smolscale.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.balance.Price;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Where a worker's next task comes from. The worker never sleeps, and its tasks are not run.
class DispatchTest {
  private static final long NOW = 1_000_000_000;
  private static final int WORKERS = 2;

  private final Shared shared = new Shared(new Price(), new Busy(), WORKERS, NOW);
  private final Dispatch dispatch = new Dispatch(shared, shared.inbox::add, new NoDuties(), false);
  private final List<Runnable> submitted = new ArrayList<>();

  @Test
  void aDryWorkerTakesOneTaskWhereFewWait() {
    submit(16);
    assertThat(dispatch.look(NOW, false)).isSameAs(submitted.getFirst());
    assertThat(dispatch.holdings().waiting()).isZero();
    assertThat(shared.inbox.size()).isEqualTo(15);
  }

  @Test
  void aDryWorkerTakesABatchOfALongInboxInItsOrder() {
    submit(161);
    List<Runnable> taken = new ArrayList<>();
    for (Runnable task = dispatch.look(NOW, false); task != null; task = dispatch.own()) {
      taken.add(task);
    }
    assertThat(taken).isEqualTo(submitted.subList(0, 11)); // one, and 160 / (8 * 2)
    assertThat(shared.inbox.size()).isEqualTo(150);
    assertThat(shared.inbox.taken()).isEqualTo(11);
  }

  @Test
  void aBatchLeavesTheInboxWhenItIsEmptyBeforeTheBatchIsFull() {
    submit(3);
    shared.inbox.left(-100); // so that the inbox looks longer than it is
    assertThat(dispatch.look(NOW, false)).isSameAs(submitted.getFirst());
    assertThat(dispatch.own()).isSameAs(submitted.get(1));
    assertThat(dispatch.own()).isSameAs(submitted.get(2));
    assertThat(dispatch.own()).isNull();
  }

  private void submit(int tasks) {
    for (int i = 0; i < tasks; i++) {
      Runnable task = new Task();
      submitted.add(task);
      shared.inbox.add(task);
    }
  }

  private static final class Task implements Runnable {
    @Override
    public void run() {
      throw new AssertionError("it is not run here");
    }
  }

  private static final class Busy implements Waker {
    @Override
    public int awake() {
      return WORKERS;
    }

    @Override
    public boolean anyAsleep() {
      return false;
    }

    @Override
    public boolean wakeOne() {
      return false;
    }
  }

  private static final class NoDuties implements Dispatch.Duties {
    @Override
    public boolean standsDown() {
      return false;
    }

    @Override
    public void handOver() {
      throw new AssertionError("it does not stand down");
    }

    @Override
    public void giveWay() {}

    @Override
    public void lookAtSockets(long now) {}
  }
}

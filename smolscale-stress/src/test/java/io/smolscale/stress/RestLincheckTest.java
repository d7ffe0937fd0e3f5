package io.smolscale.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt.forClasses;

import io.smolscale.internal.balance.WatchPolicy;
import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.worker.Sleepers;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A submitter, the worker that it wakes and a balancer that lies down: never a worker that has got
/// up and passed the balancer, and a balancer that rests.
///
/// A worker may find itself woken before its waker has counted it, and run. So the balancer must go
/// by the workers' states; with the count, there is an interleaving in which it rests.
@Timeout(value = Explore.MINUTES, unit = TimeUnit.MINUTES)
class RestLincheckTest {

  @Test
  void noWorkerIsUnwatched() {
    check(ByState.class);
  }

  @Test
  void theTwinThatGoesByTheCountLeavesOneUnwatched() {
    assertThatThrownBy(() -> check(ByCountTwin.class)).hasMessageContaining("the balancer rests");
  }

  private static void check(Class<?> model) {
    Explore.program(model, "submit", "worker", "balancer")
        .addGuarantee(forClasses(WatchPolicy.class.getName()).allMethods().ignore()) // it is pure
        .check(model);
  }

  /// The balancer asks whether any worker's state is awake.
  public static class ByState {
    final Inbox inbox = new Inbox();
    final Sleepers sleepers = new Sleepers();
    final Bed bed = new Bed(sleepers);
    private final RestlessBalancer balancer = new RestlessBalancer(this::anyAwake);
    private boolean up;

    public ByState() {
      bed.fallAsleep(() -> false);
    }

    boolean anyAwake() {
      return !bed.isAsleep();
    }

    @Operation
    public void submit() {
      inbox.add(new Numbered(1));
      sleepers.wakeIfNoneAwake();
    }

    @Operation
    public void worker() {
      if (!bed.isAsleep() && !up) {
        balancer.real.workerGotUp();
        up = true;
      }
    }

    @Operation
    public void balancer() {
      balancer.tick();
    }

    @Validate
    public void isWatched() {
      if (up && balancer.real.resting()) {
        throw new AssertionError("a worker is up, and the balancer rests");
      }
    }
  }

  /// The balancer asks how many are counted as awake.
  public static final class ByCountTwin extends ByState {
    @Override
    boolean anyAwake() {
      return sleepers.awake() > 0;
    }
  }
}

package io.smolscale.stress;

import io.smolscale.internal.timer.Timer;
import io.smolscale.internal.timer.Timers;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One timer that is due, and whoever may fire or cancel it: it fires at most once, and not when it
/// has been cancelled.
@Timeout(value = Explore.MINUTES, unit = TimeUnit.MINUTES)
class TimersLincheckTest {

  @Test
  void isLinearizable() {
    Explore.random(3, 1).sequentialSpecification(OneTimer.class).check(Model.class);
  }

  /// The timer.
  public static final class Model {
    private final Timers timers = new Timers();
    private final Timer timer = timers.add(() -> {}, 0);
    private final long due = System.nanoTime();

    @Operation
    public int fire() {
      return timers.fire(due);
    }

    @Operation
    public boolean cancel() {
      return timer.cancel(false);
    }

    @Operation
    public boolean isDone() {
      return timer.isDone();
    }

    @Operation
    public boolean isDue() {
      return timers.due(due);
    }
  }

  /// What a timer is when nobody else is about.
  public static final class OneTimer {
    private boolean waits = true;

    public int fire() {
      return cancel() ? 1 : 0;
    }

    public boolean cancel() {
      boolean waited = waits;
      waits = false;
      return waited;
    }

    public boolean isDone() {
      return !waits;
    }

    public boolean isDue() {
      return waits;
    }
  }
}

package io.smolscale.internal.queue;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The owner puts and takes, a rescuer takes: each task comes out once.
class SlotStressTest {
  private static final int TASKS = Effort.times(1_000_000);

  @Test
  void eachTaskComesOutOnce() throws Exception {
    Tally tally = new Tally(TASKS);
    Slot slot = new Slot();
    AtomicBoolean done = new AtomicBoolean();
    Thread rescuer =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (!done.get()) {
                run(slot.take());
              }
            });
    for (int i = 0; i < TASKS; i++) {
      run(slot.put(tally.task(i)));
      if (i % 2 == 0) {
        run(slot.take());
      }
    }
    run(slot.take());
    done.set(true);
    Eventually.ends(rescuer);
    tally.assertEachOnce();
  }

  private static void run(@Nullable Runnable task) {
    if (task != null) {
      task.run();
    }
  }
}

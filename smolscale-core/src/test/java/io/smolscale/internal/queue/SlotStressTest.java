package io.smolscale.internal.queue;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The owner puts and takes, a rescuer takes: each task comes out once.
class SlotStressTest {
  private static final int TASKS = Effort.times(6_000_000);

  @Test
  void eachTaskComesOutOnce() throws Exception {
    Tally tally = new Tally(TASKS);
    Slot slot = new Slot();
    AtomicBoolean done = new AtomicBoolean();
    Thread rescuer = Thread.ofPlatform().daemon().start(() -> rescueUntil(slot, done));
    for (int i = 0; i < TASKS; i++) {
      run(slot.put(tally.task(i))); // mostly drives one out, which the rescuer may want just then
      if (i % 16 == 0) {
        run(slot.take());
      }
    }
    run(slot.take());
    done.set(true);
    Eventually.ends(rescuer);
    tally.assertEachOnce();
  }

  /// At times of its own, or it would nearly always come first and find the owner's next put alone.
  private static void rescueUntil(Slot slot, AtomicBoolean done) {
    int pause = 0;
    while (!done.get()) {
      run(slot.take());
      pause = (pause + 7) % 50;
      for (int i = 0; i < pause; i++) {
        Thread.onSpinWait();
      }
    }
  }

  private static void run(@Nullable Runnable task) {
    if (task != null) {
      task.run();
    }
  }
}

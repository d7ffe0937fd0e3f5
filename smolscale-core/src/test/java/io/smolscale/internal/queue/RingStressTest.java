package io.smolscale.internal.queue;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One owner pushes and pops numbered tasks, while others take single ones and halves: each task
/// comes out once. Small rings wrap and fill all the time; large ones let halves be long; one
/// grows.
class RingStressTest {
  private static final int TASKS = Effort.times(400_000);

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 4", "64, 64", "4096, 4096", "1, 65536"})
  void eachTaskComesOutOnce(int capacity, int most) throws Exception {
    Tally tally = new Tally(TASKS);
    Ring ring = new Ring(capacity, most);
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    threads.add(start(failure, () -> takeSingleOnes(ring, done)));
    threads.add(start(failure, () -> moveHalves(ring, new Ring(capacity), done)));
    Thread owner =
        start(
            failure,
            () -> {
              pushAndPop(ring, tally);
              done.set(true);
            });
    Eventually.ends(owner);
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    if (failure.get() != null) {
      throw new AssertionError("a thread of the test failed", failure.get());
    }
    tally.assertEachOnce();
  }

  private static void pushAndPop(Ring ring, Tally tally) {
    for (int i = 0; i < TASKS; i++) {
      Tally.Numbered task = tally.task(i);
      while (ring.push(task) < 0) {
        run(ring.pop());
      }
      if (i % 3 == 0) {
        run(ring.pop());
      }
      if (i % 1_000 == 0) {
        ring.tidy();
      }
    }
    for (Runnable task = ring.pop(); task != null; task = ring.pop()) {
      task.run();
    }
  }

  private static void takeSingleOnes(Ring ring, AtomicBoolean done) {
    while (!done.get()) {
      run(ring.take());
    }
  }

  private static void moveHalves(Ring ring, Ring mine, AtomicBoolean done) {
    while (!done.get()) {
      ring.moveHalfTo(mine);
      for (Runnable task = mine.pop(); task != null; task = mine.pop()) {
        task.run();
      }
      mine.tidy();
    }
  }

  private static void run(@Nullable Runnable task) {
    if (task != null) {
      task.run();
    }
  }

  private static Thread start(AtomicReference<Throwable> failure, Runnable body) {
    return Thread.ofPlatform()
        .daemon()
        .uncaughtExceptionHandler((_, e) -> failure.set(e))
        .start(body);
  }
}

package io.smolscale;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Liveness by rendezvous: as many tasks as there are workers, each of which keeps its worker until
/// all have come. There are no spares, so it ends only if every worker has really woken. Pauses of
/// random length in between let workers fall asleep at every possible moment.
class SleepWakeStressTest {
  private static final int ROUNDS = Effort.times(60);

  // ---- from outside

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void plainTasksFromOutside(int workers) throws Exception {
    try (Scheduler scheduler = make(workers)) {
      for (int round = 0; round < ROUNDS; round++) {
        CountDownLatch meeting = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
          scheduler.execute(() -> meet(meeting));
        }
        Eventually.opens(meeting);
        pause();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void plainTasksThatBlockFromOutside(int workers) throws Exception {
    try (Scheduler scheduler = make(workers)) {
      for (int round = 0; round < ROUNDS; round++) {
        CountDownLatch meeting = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
          scheduler.execute(() -> meetAsleep(meeting));
        }
        Eventually.opens(meeting);
        pause();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void virtualThreadsFromOutside(int workers) throws Exception {
    try (Scheduler scheduler = make(workers)) {
      ThreadFactory threads = scheduler.virtualThreads();
      for (int round = 0; round < ROUNDS; round++) {
        CountDownLatch meeting = new CountDownLatch(workers);
        for (int i = 0; i < workers; i++) {
          threads.newThread(() -> meet(meeting)).start();
        }
        Eventually.opens(meeting);
        pause();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void fromSeveralSubmittersAtOnce(int workers) throws Exception {
    try (Scheduler scheduler = make(workers)) {
      for (int round = 0; round < ROUNDS; round++) {
        CountDownLatch meeting = new CountDownLatch(workers);
        List<Thread> submitters = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
          submitters.add(Thread.ofPlatform().start(() -> scheduler.execute(() -> meet(meeting))));
        }
        Eventually.opens(meeting);
        for (Thread submitter : submitters) {
          Eventually.ends(submitter);
        }
        pause();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void wakeUpsFromOutside(int workers) throws Exception {
    try (Scheduler scheduler = make(workers)) {
      for (int round = 0; round < ROUNDS; round++) {
        CountDownLatch meeting = new CountDownLatch(workers);
        List<Thread> parked = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < workers; i++) {
          parked.add(
              scheduler
                  .virtualThreads()
                  .newThread(() -> {
                    Eventually.opensUnchecked(go);
                    meet(meeting);
                  }));
        }
        parked.forEach(Thread::start);
        pause();
        go.countDown();
        Eventually.opens(meeting);
      }
    }
  }

  // ---- from inside: the first holds its worker, the others must be taken from it

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void plainTasksFromInside(int workers) throws Exception {
    try (Scheduler scheduler = make(workers)) {
      fromInside(workers, scheduler::execute);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void virtualThreadsFromInside(int workers) throws Exception {
    try (Scheduler scheduler = make(workers)) {
      ThreadFactory threads = scheduler.virtualThreads();
      fromInside(workers, body -> threads.newThread(body).start());
    }
  }

  private static void fromInside(int workers, Consumer<Runnable> starter)
      throws InterruptedException {
    for (int round = 0; round < ROUNDS; round++) {
      CountDownLatch meeting = new CountDownLatch(workers);
      starter.accept(() -> {
        for (int i = 1; i < workers; i++) {
          starter.accept(() -> meet(meeting));
        }
        meet(meeting);
      });
      Eventually.opens(meeting);
      pause();
    }
  }

  // ---- words

  private static Scheduler make(int workers) {
    return new BalancedScheduler(
        SchedulerConfig.DEFAULT.withName("meet").withParallelism(workers).withMaxThreads(workers));
  }

  /// Keeps its worker busy until all have come.
  private static void meet(CountDownLatch meeting) {
    meeting.countDown();
    while (meeting.getCount() > 0) {
      Thread.onSpinWait();
    }
  }

  /// Blocks its worker until all have come.
  private static void meetAsleep(CountDownLatch meeting) {
    meeting.countDown();
    Eventually.opensUnchecked(meeting);
  }

  /// Nothing, or up to 200 microseconds awake, or a sleep.
  private static void pause() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    switch (random.nextInt(4)) {
      case 0 -> {}
      case 1 -> LockSupport.parkNanos(random.nextLong(2_000_000));
      default -> {
        long end = System.nanoTime() + random.nextLong(200_000);
        while (System.nanoTime() < end) {
          Thread.onSpinWait();
        }
      }
    }
  }
}

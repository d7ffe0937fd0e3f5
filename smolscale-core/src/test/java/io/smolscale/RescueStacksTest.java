package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.SchedulerStats.Rescue;
import io.smolscale.testkit.Eventually;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who was stuck, and where.
class RescueStacksTest {
  private static final CountDownLatch CLASS_MAY_INITIALIZE = new CountDownLatch(1);

  private final AtomicBoolean stop = new AtomicBoolean();
  private final CountDownLatch release = new CountDownLatch(1);
  private final Scheduler scheduler =
      new BalancedScheduler(
          SchedulerConfig.DEFAULT.withName("stuck").withParallelism(1).withMaxThreads(400));

  @AfterEach
  void close() {
    stop.set(true);
    release.countDown();
    scheduler.close();
  }

  @Test
  void aVirtualThreadThatBurnsTheProcessor() throws Exception {
    Thread hog = start("hog", this::burn);
    Rescue rescue = rescueOf(hog);
    assertThat(rescue.threadName()).isEqualTo("hog");
    assertThat(rescue.worker()).startsWith("stuck-");
    assertThat(methods(rescue)).contains("burn");
    assertThat(rescue.stack()).noneMatch(frame -> frame.getClassName().contains("Worker"));
    assertThat(scheduler.stats().describe()).contains("stuck in thread #", "\"hog\"", "burn");
  }

  @Test
  void aVirtualThreadThatIsPinnedInAClassInitializer() throws Exception {
    try {
      Thread pinned = start("", () -> assertThat(Slow.VALUE).isEqualTo(42));
      Rescue rescue = rescueOf(pinned);
      assertThat(rescue.threadName()).isEmpty();
      assertThat(methods(rescue)).contains("slowly", "<clinit>");
    } finally {
      CLASS_MAY_INITIALIZE.countDown();
    }
  }

  @Test
  void aPlainTaskThatBlocks() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    Thread[] worker = new Thread[1];
    scheduler.execute(() -> {
      worker[0] = Thread.currentThread();
      began.countDown();
      block();
    });
    Eventually.opens(began);
    Rescue rescue = rescueOf(worker[0]);
    assertThat(rescue.threadName()).isEqualTo(rescue.worker()).isEqualTo(worker[0].getName());
    assertThat(methods(rescue)).contains("block");
  }

  @Test
  void aDeepStackIsCut() throws Exception {
    Thread deep = start("deep", () -> dive(500));
    Rescue rescue = rescueOf(deep);
    assertThat(rescue.stack()).hasSize(64);
    assertThat(methods(rescue)).contains("burn", "dive");
  }

  @Test
  void aTaskIsNotListedTwice() throws Exception {
    Thread hog = start("hog", this::burnAndStart);
    rescueOf(hog);
    long rescues = scheduler.stats().rescues();
    long end = System.nanoTime() + 1_500_000_000; // past the second in which nothing is taken down
    Eventually.holds(
        "it is rescued again and again",
        () -> scheduler.stats().rescues() > rescues + 5 && System.nanoTime() - end > 0);
    assertThat(scheduler.stats().lastRescues())
        .filteredOn(rescue -> rescue.threadId() == hog.threadId())
        .hasSize(1);
  }

  @Test
  void theListOfAClosedOneStays() throws Exception {
    Thread hog = start("hog", this::burn);
    rescueOf(hog);
    stop.set(true);
    release.countDown();
    scheduler.close();
    assertThat(scheduler.stats().lastRescues())
        .anyMatch(rescue -> rescue.threadId() == hog.threadId());
  }

  /// Waits until this thread is in the list. What blocks meanwhile makes one spare after the other
  /// come, each time because all are stuck.
  private Rescue rescueOf(Thread thread) throws InterruptedException {
    Eventually.holds(
        thread + " is in the list",
        () -> {
          boolean found = find(thread).isPresent();
          if (!found) {
            scheduler.execute(this::block);
            LockSupport.parkNanos(200_000_000);
          }
          return found;
        });
    return find(thread).orElseThrow();
  }

  private Optional<Rescue> find(Thread thread) {
    return scheduler.stats().lastRescues().stream()
        .filter(rescue -> rescue.threadId() == thread.threadId())
        .findFirst();
  }

  private static List<String> methods(Rescue rescue) {
    return rescue.stack().stream().map(StackTraceElement::getMethodName).toList();
  }

  private Thread start(String name, Runnable body) throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    Thread thread =
        scheduler
            .virtualThreads()
            .newThread(() -> {
              began.countDown();
              body.run();
            });
    thread.setName(name);
    thread.start();
    Eventually.opens(began);
    return thread;
  }

  private void burn() {
    while (!stop.get()) {
      Thread.onSpinWait();
    }
  }

  /// Burns, and has something waiting behind it again and again.
  private void burnAndStart() {
    while (!stop.get()) {
      scheduler.virtualThreads().newThread(() -> {}).start();
      long end = System.nanoTime() + 5_000_000;
      while (System.nanoTime() - end < 0) {
        Thread.onSpinWait();
      }
    }
  }

  private void dive(int deeper) {
    if (deeper > 0) {
      dive(deeper - 1);
    } else {
      burn();
    }
  }

  private void block() {
    Eventually.opensUnchecked(release);
  }

  private static final class Slow {
    static final Integer VALUE = slowly();

    private static Integer slowly() {
      Eventually.opensUnchecked(CLASS_MAY_INITIALIZE);
      return 42;
    }
  }
}

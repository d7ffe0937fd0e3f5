package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The end of a scheduler: what was accepted finishes, and no thread is ever lost.
class SchedulerClosingTest {
  private final Scheduler scheduler = make("closing");

  @AfterEach
  void close() {
    scheduler.close();
  }

  private static Scheduler make(String name) {
    return new BalancedScheduler(SchedulerConfig.DEFAULT.withName(name).withParallelism(2));
  }

  @Test
  void theRefusalSaysWhy() {
    scheduler.close();
    for (var attempt :
        List.<ThrowingCallable>of(
            () -> scheduler.execute(() -> {}),
            () -> scheduler.submit(() -> 1),
            () -> scheduler.spawn(() -> 1),
            () -> scheduler.virtualThreads().newThread(() -> {}))) {
      assertThatThrownBy(attempt)
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("scheduler \"closing\" is closed");
    }
  }

  @Test
  void closingItFromItsOwnThreadsIsRefused() throws Exception {
    assertThatThrownBy(() -> Eventually.gives(scheduler.submit(scheduler::close)))
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closing")
        .hasMessageContaining("shutdown()");
    assertThatThrownBy(() -> scheduler.spawn(scheduler::close).join())
        .cause()
        .isInstanceOf(IllegalStateException.class);
    assertThat(scheduler.isShutdown()).isFalse();
    Eventually.gives(scheduler.submit(scheduler::shutdown));
    scheduler.close();
  }

  @Test
  void aParkedThreadIsWaitedFor() throws Exception {
    AtomicBoolean go = new AtomicBoolean();
    AtomicBoolean ended = new AtomicBoolean();
    Thread parked =
        scheduler
            .virtualThreads()
            .newThread(() -> {
              while (!go.get()) {
                LockSupport.park();
              }
              ended.set(true);
            });
    parked.start();
    Eventually.isIn(parked, Thread.State.WAITING);
    scheduler.shutdown();
    assertThat(scheduler.awaitTermination(20, TimeUnit.MILLISECONDS)).isFalse();
    assertThat(scheduler.isTerminated()).isFalse();
    go.set(true);
    LockSupport.unpark(parked);
    scheduler.close();
    assertThat(ended).isTrue();
    Eventually.ends(parked);
  }

  @Test
  void sleepersAreWaitedFor() throws Exception {
    Tally tally = new Tally(200);
    for (int i = 0; i < 200; i++) {
      int number = i;
      scheduler
          .virtualThreads()
          .newThread(() -> {
            sleep(number % 20);
            tally.mark(number);
          })
          .start();
    }
    scheduler.close();
    tally.assertEachOnce();
  }

  @Test
  void tasksAreWaitedFor() throws Exception {
    Task<Integer> task =
        scheduler.spawn(() -> {
          Thread.sleep(10);
          return 42;
        });
    scheduler.close();
    assertThat(task.join()).isEqualTo(42);
  }

  @Test
  void aThreadMadeBeforeMayStartAfterTheShutdown() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Thread thread = scheduler.virtualThreads().newThread(ran::countDown);
    scheduler.execute(() -> Eventually.opensUnchecked(release));
    scheduler.shutdown();
    thread.start();
    Eventually.opens(ran);
    release.countDown();
    scheduler.close();
  }

  @Test
  void aThreadMadeBeforeMayStartAfterTheEnd() throws Exception {
    List<Thread> threads = new ArrayList<>();
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 100; i++) {
      threads.add(
          scheduler
              .virtualThreads()
              .newThread(() -> {
                Yield.now();
                sleep(2);
                sleep(1);
                ran.incrementAndGet();
              }));
    }
    scheduler.close();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(ran).hasValue(100);
    threadsEnd("closing");
  }

  /// What a thread of ours starts through the JDK runs on our workers, and we do not know it.
  @Test
  @SuppressWarnings("try") // the close is what is tested
  void aThreadThatItDoesNotKnowRunsOnAfterTheEnd() throws Exception {
    for (int round = 0; round < 20; round++) {
      try (Scheduler closed = make("unknown")) {
        AtomicBoolean go = new AtomicBoolean();
        AtomicReference<String> carrier = new AtomicReference<>();
        Task<Thread> starter =
            closed.spawn(() ->
                Thread.ofVirtual()
                    .start(() -> {
                      while (!go.get()) {
                        LockSupport.park();
                      }
                      Yield.now();
                      sleep(1);
                      carrier.set(Thread.currentThread().toString());
                    }));
        Thread unknown = starter.join();
        closed.close();
        assertThat(closed.isTerminated()).isTrue();
        if (round % 2 == 0) {
          threadsEnd("unknown"); // then a new one must come
        }
        go.set(true);
        LockSupport.unpark(unknown);
        Eventually.ends(unknown);
        assertThat(carrier.get()).contains("@unknown-");
      }
    }
    threadsEnd("unknown");
  }

  @Test
  void manyThreadsThatItDoesNotKnowSleepOverTheEnd() throws Exception {
    int threads = 300;
    CountDownLatch ended = new CountDownLatch(threads);
    scheduler
        .spawn(() -> {
          for (int i = 0; i < threads; i++) {
            int millis = i % 30;
            Thread.ofVirtual()
                .start(() -> {
                  for (int k = 0; k < 5; k++) {
                    sleep(millis);
                  }
                  ended.countDown();
                });
          }
        })
        .join();
    scheduler.close();
    Eventually.opens(ended);
    threadsEnd("closing");
  }

  @Test
  void itsThreadsEnd() throws Exception {
    Tally tally = new Tally(1_000);
    for (int i = 0; i < 1_000; i++) {
      scheduler.execute(tally.task(i));
    }
    scheduler.close();
    tally.assertEachOnce();
    threadsEnd("closing");
  }

  @Test
  void schedulersComeAndGo() throws Exception {
    for (int i = 0; i < 100; i++) {
      try (Scheduler brief = make("brief")) {
        if (i % 2 == 0) {
          assertThat(brief.spawn(() -> 42).join()).isEqualTo(42);
        }
      }
    }
    threadsEnd("brief");
  }

  @Test
  void shutdownNowLeavesVirtualThreadsAlone() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Task<Boolean> task = scheduler.spawn(() -> release.await(60, TimeUnit.SECONDS));
    Eventually.isIn(task.thread(), Thread.State.TIMED_WAITING);
    assertThat(scheduler.shutdownNow()).isEmpty();
    assertThat(task.thread().isInterrupted()).isFalse();
    release.countDown();
    assertThat(task.join()).isTrue();
    scheduler.close();
  }

  @Test
  void shutdownNowLosesNoVirtualThread() throws Exception {
    for (int round = 0; round < 200; round++) {
      Scheduler busy = make("busy");
      Tally threads = new Tally(500);
      AtomicInteger ran = new AtomicInteger();
      for (int i = 0; i < 500; i++) {
        busy.virtualThreads().newThread(threads.task(i)).start();
        busy.execute(ran::incrementAndGet);
      }
      int given = busy.shutdownNow().size();
      assertThat(busy.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      threads.assertEachOnce();
      assertThat(ran.get() + given).isEqualTo(500);
    }
  }

  @Test
  void aCloseRacesWithThreadsThatStartAndPark() throws Exception {
    for (int round = 0; round < 200; round++) {
      Scheduler raced = make("raced");
      CompletableFuture<Integer> reply = new CompletableFuture<>();
      AtomicBoolean ended = new AtomicBoolean();
      Thread thread =
          raced
              .virtualThreads()
              .newThread(() -> {
                reply.join();
                ended.set(true);
              });
      thread.start();
      raced.shutdown();
      Thread closer = Thread.ofPlatform().start(raced::close);
      if (round % 2 == 0) {
        Eventually.isIn(thread, Thread.State.WAITING);
      }
      LockSupport.parkNanos(round * 10_000L);
      assertThat(raced.isTerminated()).as("while a thread of it is alive").isFalse();
      reply.complete(1);
      Eventually.ends(closer);
      assertThat(ended).isTrue();
    }
  }

  private static void threadsEnd(String name) throws InterruptedException {
    Eventually.holds(
        "no thread of " + name + " is left",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith(name + "-")));
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever can run gets a turn, however busy the others are. There are no spares to help out.
class FairnessTest {
  private final AtomicBoolean stop = new AtomicBoolean();
  private final List<Thread> busy = new ArrayList<>();
  private Scheduler scheduler = Smolscale.scheduler(); // until a test makes its own

  private void make(int workers) {
    scheduler =
        new BalancedScheduler(
            SchedulerConfig.DEFAULT
                .withName("fair")
                .withParallelism(workers)
                .withMaxThreads(workers));
  }

  @AfterEach
  void close() throws InterruptedException {
    stop.set(true);
    for (Thread thread : busy) {
      Eventually.ends(thread);
    }
    scheduler.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void besideThreadsThatYield(int workers) throws Exception {
    make(workers);
    for (int i = 0; i < 300; i++) {
      start(this::yieldUntilStopped);
    }
    everybodyGetsATurn();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void besideThreadsThatPassMessages(int workers) throws Exception {
    make(workers);
    for (int i = 0; i < 2 * workers; i++) {
      startPingPong();
    }
    everybodyGetsATurn();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void besideTasksThatSubmitThemselvesAgain(int workers) throws Exception {
    make(workers);
    for (int i = 0; i < 300; i++) {
      scheduler.execute(this::runAgain);
    }
    everybodyGetsATurn();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void besideThreadsThatStartOthers(int workers) throws Exception {
    make(workers);
    for (int i = 0; i < workers; i++) {
      start(this::startOthersUntilStopped);
    }
    everybodyGetsATurn();
  }

  /// From outside and from inside, by a start, a message, a timer and a plain task.
  private void everybodyGetsATurn() throws Exception {
    assertThat(scheduler.spawn(() -> 42).join()).isEqualTo(42);
    assertThat(Eventually.gives(scheduler.submit(() -> 43))).isEqualTo(43);
    Task<Integer> sleeps =
        scheduler.spawn(() -> {
          for (int i = 0; i < 5; i++) {
            Thread.sleep(1);
          }
          return 44;
        });
    assertThat(sleeps.join()).isEqualTo(44);
    BlockingQueue<Integer> queue = new LinkedTransferQueue<>();
    Task<Integer> receiver = scheduler.spawn(queue::take);
    Task<Boolean> sender = scheduler.spawn(() -> queue.add(45));
    assertThat(receiver.join()).isEqualTo(45);
    assertThat(sender.join()).isTrue();
    assertThat(scheduler.spawn(() -> scheduler.spawn(() -> 46).join()).join()).isEqualTo(46);
    CountDownLatch yielded = new CountDownLatch(1);
    scheduler.spawn(() -> {
      for (int i = 0; i < 20; i++) {
        Yield.now();
      }
      yielded.countDown();
    });
    Eventually.opens(yielded);
  }

  private void start(Runnable body) {
    Thread thread = scheduler.virtualThreads().newThread(body);
    busy.add(thread);
    thread.start();
  }

  private void yieldUntilStopped() {
    while (!stop.get()) {
      Yield.now();
    }
  }

  private void runAgain() {
    if (!stop.get()) {
      scheduler.execute(this::runAgain);
    }
  }

  private void startOthersUntilStopped() {
    while (!stop.get()) {
      Thread other = scheduler.virtualThreads().newThread(Yield::now);
      other.start();
      Yield.now();
    }
  }

  private void startPingPong() {
    BlockingQueue<Integer> there = new LinkedBlockingQueue<>();
    BlockingQueue<Integer> back = new LinkedBlockingQueue<>();
    start(() -> passOn(there, back));
    start(() -> passOn(back, there));
    there.add(0);
  }

  private void passOn(BlockingQueue<Integer> in, BlockingQueue<Integer> out) {
    try {
      while (!stop.get()) {
        out.put(in.take() + 1);
      }
      out.put(0); // so that the other one stops
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}

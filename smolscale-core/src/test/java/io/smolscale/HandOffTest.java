package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages between virtual threads, and to and from platform threads, over the JDK's queues.
@AlsoUnderAgent
class HandOffTest {
  private static final int MESSAGES = 2_000;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  static List<BlockingQueue<Integer>> queues() {
    return List.of(
        new ArrayBlockingQueue<>(1),
        new ArrayBlockingQueue<>(10, true),
        new LinkedBlockingQueue<>(),
        new LinkedBlockingDeque<>(3),
        new LinkedTransferQueue<>(),
        new SynchronousQueue<>(),
        new SynchronousQueue<>(true),
        new PriorityBlockingQueue<>());
  }

  @ParameterizedTest
  @MethodSource("queues")
  void betweenVirtualThreads(BlockingQueue<Integer> queue) throws Exception {
    Thread sender = on.start(() -> send(queue));
    on.run(() -> receive(queue));
    Eventually.ends(sender);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void fromAPlatformThread(BlockingQueue<Integer> queue) throws Exception {
    Thread receiver = on.start(() -> receive(queue));
    send(queue);
    Eventually.ends(receiver);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void toAPlatformThread(BlockingQueue<Integer> queue) throws Exception {
    Thread sender = on.start(() -> send(queue));
    receive(queue);
    Eventually.ends(sender);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void aPollTimesOut(BlockingQueue<Integer> queue) throws Exception {
    on.run(() -> {
      long began = System.nanoTime();
      assertThat(queue.poll(3, TimeUnit.MILLISECONDS)).isNull();
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(3_000_000);
    });
  }

  @ParameterizedTest
  @MethodSource("queues")
  void aTimedPollGetsItsMessage(BlockingQueue<Integer> queue) throws Exception {
    Thread receiver = on.start(() -> assertThat(queue.poll(1, TimeUnit.HOURS)).isEqualTo(7));
    Eventually.isIn(receiver, Thread.State.TIMED_WAITING);
    on.run(() -> queue.put(7));
    Eventually.ends(receiver);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void manyToMany(BlockingQueue<Integer> queue) throws Exception {
    List<Thread> threads = new ArrayList<>();
    long[] sums = new long[5];
    for (int t = 0; t < 5; t++) {
      int mine = t;
      threads.add(on.start(() -> send(queue)));
      threads.add(
          on.start(() -> {
            for (int i = 0; i < MESSAGES; i++) {
              sums[mine] += queue.take();
            }
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    long sum = 0;
    for (long part : sums) {
      sum += part;
    }
    assertThat(sum).isEqualTo(5L * MESSAGES * (MESSAGES - 1) / 2);
  }

  private static void send(BlockingQueue<Integer> queue) throws InterruptedException {
    for (int i = 0; i < MESSAGES; i++) {
      queue.put(i);
    }
  }

  private static void receive(BlockingQueue<Integer> queue) throws InterruptedException {
    boolean sorted = !(queue instanceof PriorityBlockingQueue);
    for (int i = 0; i < MESSAGES; i++) {
      int got = queue.take();
      if (sorted) {
        assertThat(got).isEqualTo(i);
      }
    }
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Plain tasks run on threads of the fork-join kind that no pool serves. Nobody must notice.
class PlainTasksTest {
  @RegisterExtension private final TestScheduler on = new TestScheduler();

  // ---- fork and join

  @Test
  void aParallelStreamCompletes() throws Exception {
    for (int i = 0; i < 50; i++) {
      long sum =
          on.callPlain(() -> IntStream.rangeClosed(1, 100_000).parallel().asLongStream().sum());
      assertThat(sum).isEqualTo(5_000_050_000L);
    }
  }

  @Test
  void aForkThatIsJoinedCompletes() throws Exception {
    for (int i = 0; i < 20; i++) {
      assertThat(on.callPlain(() -> new Fibonacci(18).invoke())).isEqualTo(2_584);
      assertThat(on.callPlain(() -> new Fibonacci(10).fork().join())).isEqualTo(55);
    }
  }

  @Test
  void aForkThatNobodyJoinsRunsAllTheSame() throws Exception {
    CountDownLatch ran = new CountDownLatch(1_000);
    on.callPlain(() -> {
      for (int i = 0; i < 1_000; i++) {
        var _ = ForkJoinTask.adapt(ran::countDown).fork();
      }
      return 0;
    });
    Eventually.opens(ran);
  }

  @Test
  void aForkOfAForkRunsAllTheSame() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    on.callPlain(() ->
        ForkJoinTask.adapt(
                () -> {
                  var _ = ForkJoinTask.adapt(ran::countDown).fork();
                })
            .fork());
    Eventually.opens(ran);
  }

  @Test
  void theCommonPoolCanBeAsked() throws Exception {
    int value =
        on.callPlain(() -> ForkJoinPool.commonPool().submit(() -> 42).get(60, TimeUnit.SECONDS));
    assertThat(value).isEqualTo(42);
  }

  @Test
  void anAsyncFutureWithoutAnExecutorCompletes() throws Exception {
    int value =
        on.callPlain(() ->
            CompletableFuture.supplyAsync(() -> 1)
                .thenApplyAsync(n -> n + 1)
                .get(60, TimeUnit.SECONDS));
    assertThat(value).isEqualTo(2);
  }

  // ---- blocking; another worker takes what waits

  @Test
  void aTransferQueue() throws Exception {
    LinkedTransferQueue<Integer> queue = new LinkedTransferQueue<>();
    on.scheduler().execute(() -> queue.add(7));
    assertThat(on.callPlain(() -> queue.poll(60, TimeUnit.SECONDS))).isEqualTo(7);

    LinkedTransferQueue<Integer> later = new LinkedTransferQueue<>();
    Thread sender = sendWhenAwaited(later);
    assertThat(on.callPlain(later::take)).isEqualTo(7);
    Eventually.ends(sender);
  }

  @Test
  void aSynchronousQueue() throws Exception {
    SynchronousQueue<Integer> queue = new SynchronousQueue<>();
    Thread sender = Thread.ofPlatform().start(() -> put(queue));
    assertThat(on.callPlain(queue::take)).isEqualTo(7);
    Eventually.ends(sender);
  }

  @Test
  void aCompletableFuture() throws Exception {
    CompletableFuture<Integer> future = new CompletableFuture<>();
    on.scheduler()
        .execute(() ->
            on.scheduler()
                .execute(() -> on.scheduler().execute(() -> future.complete(7)))); // later
    assertThat(on.callPlain(() -> future.get(60, TimeUnit.SECONDS))).isEqualTo(7);
    CompletableFuture<Integer> other = new CompletableFuture<>();
    Thread completer =
        Thread.ofPlatform()
            .start(() -> {
              Thread.onSpinWait();
              other.complete(8);
            });
    assertThat(on.<Integer>callPlain(other::get)).isEqualTo(8);
    Eventually.ends(completer);
  }

  @Test
  void aFutureOfTheSameScheduler() throws Exception {
    int value =
        on.callPlain(() ->
            on.scheduler()
                .submit(() -> on.scheduler().submit(() -> 5).get(60, TimeUnit.SECONDS) + 1)
                .get(60, TimeUnit.SECONDS));
    assertThat(value).isEqualTo(6);
  }

  @Test
  void aPhaser() throws Exception {
    Phaser phaser = new Phaser(2);
    on.scheduler().execute(phaser::arriveAndAwaitAdvance);
    on.callPlain(phaser::arriveAndAwaitAdvance);
    assertThat(phaser.getPhase()).isEqualTo(1);
  }

  @Test
  void moreBlockThanThereAreWorkers() throws Exception {
    int tasks = 12;
    CountDownLatch together = new CountDownLatch(tasks);
    AtomicInteger met = new AtomicInteger();
    for (int i = 0; i < tasks; i++) {
      on.scheduler()
          .execute(() -> {
            together.countDown();
            Eventually.opensUnchecked(together);
            met.incrementAndGet();
          });
    }
    Eventually.holds("all have met", () -> met.get() == tasks);
  }

  @Test
  void aVirtualThreadIsAwaited() throws Exception {
    int value =
        on.callPlain(() -> {
          Task<Integer> task = on.scheduler().spawn(() -> 7);
          return task.join();
        });
    assertThat(value).isEqualTo(7);
  }

  private static Thread sendWhenAwaited(LinkedTransferQueue<Integer> queue) {
    return Thread.ofPlatform()
        .start(() -> {
          while (!queue.hasWaitingConsumer()) {
            Thread.onSpinWait();
          }
          queue.add(7);
        });
  }

  private static void put(SynchronousQueue<Integer> queue) {
    try {
      queue.put(7);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static final class Fibonacci extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;
    private final int n;

    Fibonacci(int n) {
      this.n = n;
    }

    @Override
    protected Integer compute() {
      if (n < 2) {
        return n;
      }
      ForkJoinTask<Integer> one = new Fibonacci(n - 1).fork();
      return new Fibonacci(n - 2).compute() + one.join();
    }
  }
}

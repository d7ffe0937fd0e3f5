package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `ExecutorService` owes its callers, whichever of our fronts it is.
abstract class ExecutorContract {
  ExecutorService executor;

  /// A new executor that runs at least two tasks at once.
  abstract ExecutorService make();

  @BeforeEach
  void makeOne() {
    executor = make();
  }

  @AfterEach
  void closeIt() {
    executor.close();
  }

  @Test
  void executeRunsTheTask() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    executor.execute(ran::countDown);
    Eventually.opens(ran);
  }

  @Test
  void submitGivesTheValue() throws Exception {
    AtomicBoolean ran = new AtomicBoolean();
    assertThat(Eventually.gives(executor.submit(() -> 42))).isEqualTo(42);
    assertThat(Eventually.gives(executor.submit(() -> ran.set(true)))).isNull();
    assertThat(Eventually.gives(executor.submit(() -> ran.set(true), "result")))
        .isEqualTo("result");
    assertThat(ran).isTrue();
  }

  @Test
  void submitGivesWhatWasThrown() {
    Throwable thrown = new AssertionError("says the test");
    Future<?> future = executor.submit(() -> sneak(thrown));
    assertThatThrownBy(() -> Eventually.gives(future))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isSameAs(thrown);
    assertThat(future.state()).isEqualTo(Future.State.FAILED);
  }

  @Test
  void manyTasksFromManyThreads() throws Exception {
    int each = Effort.times(10_000);
    Tally tally = new Tally(4 * each);
    List<Thread> submitters = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      int first = s * each;
      submitters.add(
          Thread.ofPlatform()
              .start(() ->
                  IntStream.range(first, first + each)
                      .forEach(i -> executor.execute(tally.task(i)))));
    }
    for (Thread submitter : submitters) {
      Eventually.ends(submitter);
    }
    tally.awaitEachOnce();
  }

  @Test
  void aTaskMaySubmitOthers() throws Exception {
    Tally tally = new Tally(1_000);
    executor.execute(() -> {
      for (int i = 0; i < 1_000; i++) {
        executor.execute(tally.task(i));
      }
    });
    tally.awaitEachOnce();
  }

  @Test
  void whatTheSubmitterWroteIsSeenAndWhatTheTaskWroteToo() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      int[] plain = {i};
      Future<?> task = executor.submit(() -> plain[0]++);
      Eventually.gives(task);
      assertThat(plain[0]).isEqualTo(i + 1);
    }
  }

  // ---- cancelling

  @Test
  void cancelInterruptsARunningTask() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Future<?> future =
        executor.submit(() -> {
          began.countDown();
          try {
            Thread.sleep(3_600_000);
          } catch (InterruptedException _) {
            interrupted.countDown();
          }
        });
    Eventually.opens(began);
    assertThat(future.cancel(true)).isTrue();
    Eventually.opens(interrupted);
    assertThatThrownBy(future::get).isInstanceOf(CancellationException.class);
    assertThat(future.isCancelled()).isTrue();
  }

  @Test
  void aLateCancelInterruptsNobodyElse() throws Exception {
    for (int i = 0; i < 300; i++) {
      Future<?> future = executor.submit(Thread::onSpinWait);
      future.cancel(true);
      assertThat(Eventually.gives(executor.submit(() -> Thread.currentThread().isInterrupted())))
          .isFalse();
    }
  }

  @Test
  void getTimesOut() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Future<?> future = executor.submit(() -> release.await(60, TimeUnit.SECONDS));
    assertThatThrownBy(() -> future.get(2, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    release.countDown();
    Eventually.gives(future);
  }

  // ---- all and any

  @Test
  void invokeAllKeepsTheOrder() throws Exception {
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      int value = i;
      tasks.add(() -> value);
    }
    List<Future<Integer>> futures = executor.invokeAll(tasks);
    assertThat(futures.stream().map(Future::resultNow))
        .isEqualTo(IntStream.range(0, 100).boxed().toList());
  }

  @Test
  void invokeAllWaitsForThoseThatFail() throws Exception {
    List<Future<Integer>> futures =
        executor.invokeAll(
            List.of(
                () -> 1,
                () -> {
                  throw new IllegalStateException("says the test");
                },
                () -> 3));
    assertThat(futures.stream().map(Future::state))
        .containsExactly(Future.State.SUCCESS, Future.State.FAILED, Future.State.SUCCESS);
  }

  @Test
  void invokeAllCancelsWhatIsLate() throws Exception {
    List<Future<Integer>> futures =
        executor.invokeAll(
            List.of(this::sleepForEver, this::sleepForEver), 5, TimeUnit.MILLISECONDS);
    assertThat(futures).hasSize(2).allMatch(Future::isCancelled);
  }

  @Test
  void invokeAnyGivesTheOneThatSucceeds() throws Exception {
    int value =
        executor.invokeAny(
            List.of(
                () -> {
                  throw new IllegalStateException("says the test");
                },
                () -> 7));
    assertThat(value).isEqualTo(7);
  }

  @Test
  void invokeAnyCancelsTheOthers() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    int value =
        executor.invokeAny(
            List.of(
                () -> {
                  began.countDown();
                  try {
                    return sleepForEver();
                  } finally {
                    stopped.countDown();
                  }
                },
                () -> {
                  Eventually.opens(began);
                  return 7;
                }));
    assertThat(value).isEqualTo(7);
    Eventually.opens(stopped);
  }

  @Test
  void invokeAnyFailsWhenAllFail() {
    Callable<Integer> fails =
        () -> {
          throw new IllegalStateException("says the test");
        };
    assertThatThrownBy(() -> executor.invokeAny(List.of(fails, fails)))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("says the test");
  }

  @Test
  void invokeAnyTimesOut() {
    assertThatThrownBy(
            () -> executor.invokeAny(List.of(this::sleepForEver), 5, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void invokeAllOfNothing() throws Exception {
    assertThat(executor.invokeAll(List.<Callable<Integer>>of())).isEmpty();
    assertThatThrownBy(() -> executor.invokeAny(List.<Callable<Integer>>of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  // ---- CompletableFuture

  @Test
  void completableFuturesChain() throws Exception {
    CompletableFuture<Integer> chain = CompletableFuture.supplyAsync(() -> 1, executor);
    for (int i = 0; i < 100; i++) {
      chain = chain.thenApplyAsync(n -> n + 1, executor);
    }
    CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> 1_000, executor);
    assertThat(Eventually.gives(chain.thenCombineAsync(other, Integer::sum, executor)))
        .isEqualTo(1_101);
  }

  @Test
  void completableFuturesFail() {
    CompletableFuture<Integer> failed =
        CompletableFuture.supplyAsync(
            () -> {
              throw new IllegalStateException("says the test");
            },
            executor);
    assertThatThrownBy(() -> Eventually.gives(failed.thenApplyAsync(n -> n, executor)))
        .hasRootCauseMessage("says the test");
  }

  @Test
  void manyCompletableFuturesJoin() throws Exception {
    AtomicInteger sum = new AtomicInteger();
    CompletableFuture<?>[] all =
        IntStream.range(0, 1_000)
            .mapToObj(i -> CompletableFuture.runAsync(() -> sum.addAndGet(i), executor))
            .toArray(CompletableFuture<?>[]::new);
    Eventually.gives(CompletableFuture.allOf(all));
    assertThat(sum).hasValue(499_500);
  }

  // ---- nulls

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertNullRefused(() -> executor.execute(null));
    assertNullRefused(() -> executor.submit((Runnable) null));
    assertNullRefused(() -> executor.submit((Callable<?>) null));
    assertNullRefused(() -> executor.submit(null, 1));
    assertNullRefused(() -> executor.invokeAll(null));
    assertNullRefused(() -> executor.invokeAny(null));
    assertNullRefused(() -> executor.invokeAll(Arrays.asList(() -> 1, null)));
    assertNullRefused(() -> executor.invokeAny(Arrays.asList((Callable<Integer>) null)));
  }

  private static void assertNullRefused(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
  }

  Integer sleepForEver() throws InterruptedException {
    Thread.sleep(3_600_000);
    return 0;
  }

  /// Throws what a method without a throws clause could not.
  @SuppressWarnings({"unchecked", "DoNotCallSuggester"}) // unchecked: that is how it does it
  static <E extends Throwable> void sneak(Throwable e) throws E {
    throw (E) e;
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.jdk.Figures;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.VmExecutor;
import io.smolscale.internal.queue.Stranded;
import io.smolscale.testkit.Eventually;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a program can do with the pool of a worker, or with the one that the VM has: each public
/// method of `ForkJoinPool` runs what it is given on a worker, or says why not.
class WorkersPoolTest {
  private static final String NAME = "mine";
  private static final String WORKER = NAME + "-(worker|spare)-\\d+";
  private static final long LIMIT = 60;

  private final Map<String, Check> checks = new LinkedHashMap<>();
  private final ScheduledExecutorService clock = newClock();
  private final Scheduler scheduler =
      Scheduler.create(SchedulerConfig.DEFAULT.withName(NAME).withParallelism(2));

  private interface Check {
    void on(ForkJoinPool pool) throws Exception;
  }

  WorkersPoolTest() {
    submitting();
    later();
    many();
    asking();
    ending();
  }

  private static ScheduledExecutorService newClock() {
    return new ScheduledThreadPoolExecutor(1, body -> new Thread(body, NAME + "-balancer"));
  }

  @AfterEach
  void close() {
    clock.shutdownNow();
    scheduler.close();
  }

  /// A method that a later JDK brings must be thought about.
  @Test
  void noPublicMethodIsForgotten() {
    assertThat(checks.keySet())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ForkJoinPool.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.isSynthetic())
                .map(WorkersPoolTest::signature)
                .collect(Collectors.toSet()));
  }

  private static String signature(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes())
            .map(Class::getSimpleName)
            .collect(Collectors.joining(",", "(", ")"));
  }

  @TestFactory
  Stream<DynamicTest> eachMethodOfTheVmsPool() {
    ForkJoinPool pool = new VmExecutor(new Threads());
    return each(check -> check.on(pool));
  }

  @TestFactory
  Stream<DynamicTest> eachMethodOfAWorkersPoolFromOutside() throws Exception {
    ForkJoinPool pool = Eventually.gives(onWorker(WorkersPoolTest::mine));
    return each(check -> check.on(pool));
  }

  @TestFactory
  Stream<DynamicTest> eachMethodOfAWorkersPoolFromThere() {
    return each(check ->
        Eventually.gives(
            onWorker(() -> {
              check.on(mine());
              return true;
            })));
  }

  private interface Try {
    void check(Check check) throws Exception;
  }

  private Stream<DynamicTest> each(Try how) {
    return checks.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> how.check(entry.getValue())));
  }

  private static ForkJoinPool mine() {
    return ((ForkJoinWorkerThread) Thread.currentThread()).getPool();
  }

  private <T> Future<T> onWorker(Callable<T> body) {
    CompletableFuture<T> result = new CompletableFuture<>();
    scheduler.execute(() -> {
      try {
        result.complete(body.call());
      } catch (Throwable e) {
        result.completeExceptionally(e);
      }
    });
    return result;
  }

  private static String where() {
    return Thread.currentThread().getName();
  }

  private static void assertOnWorker(Future<String> where) throws Exception {
    assertThat(Eventually.gives(where)).matches(WORKER);
  }

  private static final class Where extends RecursiveTask<String> {
    private static final long serialVersionUID = 1;

    @Override
    protected String compute() {
      return where();
    }
  }

  private void submitting() {
    checks.put(
        "execute(Runnable)",
        pool -> {
          CompletableFuture<String> ran = new CompletableFuture<>();
          pool.execute(() -> ran.complete(where()));
          assertOnWorker(ran);
        });
    checks.put(
        "execute(ForkJoinTask)",
        pool -> {
          Where task = new Where();
          pool.execute(task);
          assertOnWorker(task);
        });
    checks.put("submit(ForkJoinTask)", pool -> assertOnWorker(pool.submit(new Where())));
    checks.put(
        "submit(Callable)",
        pool -> assertOnWorker(pool.submit((Callable<String>) WorkersPoolTest::where)));
    checks.put(
        "submit(Runnable)",
        pool -> {
          CompletableFuture<String> ran = new CompletableFuture<>();
          assertThat(Eventually.gives(pool.submit(() -> void_(ran)))).isNull();
          assertOnWorker(ran);
        });
    checks.put(
        "submit(Runnable,Object)",
        pool -> {
          CompletableFuture<String> ran = new CompletableFuture<>();
          assertThat(Eventually.gives(pool.submit(() -> void_(ran), 7))).isEqualTo(7);
          assertOnWorker(ran);
        });
    checks.put(
        "externalSubmit(ForkJoinTask)", pool -> assertOnWorker(pool.externalSubmit(new Where())));
    checks.put("lazySubmit(ForkJoinTask)", pool -> assertOnWorker(pool.lazySubmit(new Where())));
    checks.put(
        "invoke(ForkJoinTask)", pool -> assertThat(pool.invoke(new Where())).matches(WORKER));
    checks.put(
        "submitWithTimeout(Callable,long,TimeUnit,Consumer)",
        pool -> {
          assertOnWorker(
              pool.submitWithTimeout(WorkersPoolTest::where, LIMIT, TimeUnit.SECONDS, null));
          CountDownLatch never = new CountDownLatch(1);
          ForkJoinTask<String> late =
              pool.submitWithTimeout(
                  () -> {
                    never.await();
                    return "";
                  },
                  1,
                  TimeUnit.MILLISECONDS,
                  task -> task.complete(where()));
          assertOnWorker(late);
          never.countDown();
          ForkJoinTask<String> cancelled =
              pool.submitWithTimeout(
                  () -> {
                    Thread.sleep(TimeUnit.SECONDS.toMillis(LIMIT));
                    return "";
                  },
                  1,
                  TimeUnit.MILLISECONDS,
                  null);
          Eventually.holds("it is cancelled", cancelled::isCancelled);
        });
  }

  private static void void_(CompletableFuture<String> ran) {
    ran.complete(where());
  }

  private void later() {
    checks.put(
        "schedule(Runnable,long,TimeUnit)",
        pool -> {
          for (int delay : List.of(-1, 0, 2)) {
            CompletableFuture<String> ran = new CompletableFuture<>();
            ScheduledFuture<?> timer =
                pool.schedule(() -> void_(ran), delay, TimeUnit.MILLISECONDS);
            assertOnWorker(ran);
            assertThat(Eventually.gives(timer)).isNull();
          }
          ScheduledFuture<?> far = pool.schedule(() -> {}, LIMIT, TimeUnit.MINUTES);
          assertThat(far.cancel(false)).isTrue();
          assertThat(far.isCancelled()).isTrue();
        });
    checks.put(
        "schedule(Callable,long,TimeUnit)",
        pool -> {
          assertOnWorker(pool.schedule(WorkersPoolTest::where, 2, TimeUnit.MILLISECONDS));
          assertOnWorker(pool.schedule(WorkersPoolTest::where, 0, TimeUnit.MILLISECONDS));
        });
    checks.put(
        "scheduleAtFixedRate(Runnable,long,long,TimeUnit)",
        pool -> assertRepeats(body -> pool.scheduleAtFixedRate(body, 1, 1, TimeUnit.MILLISECONDS)));
    checks.put(
        "scheduleWithFixedDelay(Runnable,long,long,TimeUnit)",
        pool ->
            assertRepeats(body -> pool.scheduleWithFixedDelay(body, 0, 1, TimeUnit.MILLISECONDS)));
    checks.put(
        "cancelDelayedTasksOnShutdown()",
        pool -> {
          pool.cancelDelayedTasksOnShutdown();
          pool.shutdown();
          assertOnWorker(pool.schedule(WorkersPoolTest::where, 1, TimeUnit.MILLISECONDS));
        });
  }

  private interface Repeat {
    ScheduledFuture<?> start(Runnable body);
  }

  private static void assertRepeats(Repeat repeat) throws Exception {
    CountDownLatch thrice = new CountDownLatch(3);
    AtomicInteger elsewhere = new AtomicInteger();
    ScheduledFuture<?> timer =
        repeat.start(() -> {
          elsewhere.addAndGet(where().matches(WORKER) ? 0 : 1);
          thrice.countDown();
        });
    Eventually.opens(thrice);
    assertThat(timer.cancel(false)).isTrue();
    assertThat(elsewhere).hasValue(0);
  }

  private void many() {
    List<Callable<String>> two = List.of(WorkersPoolTest::where, WorkersPoolTest::where);
    checks.put("invokeAll(Collection)", pool -> assertAll(pool.invokeAll(two)));
    checks.put(
        "invokeAll(Collection,long,TimeUnit)",
        pool -> assertAll(pool.invokeAll(two, LIMIT, TimeUnit.SECONDS)));
    checks.put(
        "invokeAllUninterruptibly(Collection)",
        pool -> assertAll(pool.invokeAllUninterruptibly(two)));
    checks.put("invokeAny(Collection)", pool -> assertThat(pool.invokeAny(two)).matches(WORKER));
    checks.put(
        "invokeAny(Collection,long,TimeUnit)",
        pool -> {
          assertThat(pool.invokeAny(two, LIMIT, TimeUnit.SECONDS)).matches(WORKER);
          List<Callable<String>> never =
              List.of(() -> {
                Thread.sleep(TimeUnit.SECONDS.toMillis(LIMIT));
                return "";
              });
          assertThatThrownBy(() -> pool.invokeAny(never, 1, TimeUnit.MILLISECONDS))
              .isInstanceOf(TimeoutException.class);
        });
  }

  private static void assertAll(List<Future<String>> futures) {
    assertThat(futures).hasSize(2).allMatch(future -> future.resultNow().matches(WORKER));
  }

  private void asking() {
    checks.put("getParallelism()", pool -> assertThat(pool.getParallelism()).isEqualTo(2));
    checks.put("getPoolSize()", pool -> assertThat(pool.getPoolSize()).isNotNegative());
    checks.put(
        "getActiveThreadCount()", pool -> assertThat(pool.getActiveThreadCount()).isNotNegative());
    checks.put(
        "getRunningThreadCount()",
        pool -> assertThat(pool.getRunningThreadCount()).isNotNegative());
    checks.put(
        "getQueuedTaskCount()", pool -> assertThat(pool.getQueuedTaskCount()).isNotNegative());
    checks.put(
        "getQueuedSubmissionCount()",
        pool -> assertThat(pool.getQueuedSubmissionCount()).as("all are tasks").isZero());
    checks.put("hasQueuedSubmissions()", pool -> assertThat(pool.hasQueuedSubmissions()).isFalse());
    checks.put("getDelayedTaskCount()", pool -> assertThat(pool.getDelayedTaskCount()).isZero());
    checks.put("getStealCount()", pool -> assertThat(pool.getStealCount()).isZero());
    checks.put("getAsyncMode()", pool -> assertThat(pool.getAsyncMode()).isTrue());
    checks.put(
        "getFactory()",
        pool -> assertThat(pool.getFactory().newThread(pool)).as("nobody else's").isNull());
    checks.put(
        "getUncaughtExceptionHandler()",
        pool -> assertThat(pool.getUncaughtExceptionHandler()).isNull());
    checks.put(
        "isQuiescent()",
        pool -> {
          if (Thread.currentThread() instanceof ForkJoinWorkerThread) {
            assertThat(pool.isQuiescent()).as("this is running").isFalse();
          } else {
            Eventually.holds("it is quiet", pool::isQuiescent);
          }
        });
    checks.put(
        "awaitQuiescence(long,TimeUnit)",
        pool -> assertThat(pool.awaitQuiescence(LIMIT, TimeUnit.SECONDS)).isTrue());
    checks.put("toString()", pool -> assertThat(pool.toString()).contains(NAME));
    checks.put(
        "setParallelism(int)",
        pool -> {
          assertThat(pool.setParallelism(3)).isEqualTo(2);
          assertThat(pool.setParallelism(2)).isEqualTo(3);
        });
  }

  private void ending() {
    checks.put("shutdown()", pool -> assertStays(pool, ForkJoinPool::shutdown));
    checks.put(
        "shutdownNow()",
        pool -> assertStays(pool, open -> assertThat(open.shutdownNow()).isEmpty()));
    checks.put("close()", pool -> assertStays(pool, ForkJoinPool::close));
    checks.put("isShutdown()", pool -> assertThat(pool.isShutdown()).isFalse());
    checks.put("isTerminating()", pool -> assertThat(pool.isTerminating()).isFalse());
    checks.put("isTerminated()", pool -> assertThat(pool.isTerminated()).isFalse());
    checks.put(
        "awaitTermination(long,TimeUnit)",
        pool -> assertThat(pool.awaitTermination(1, TimeUnit.MILLISECONDS)).isFalse());
  }

  private static void assertStays(ForkJoinPool pool, Check end) throws Exception {
    end.on(pool);
    assertThat(pool.isShutdown()).isFalse();
    assertOnWorker(pool.submit(new Where()));
  }

  /// Runs each task on a thread of its own, and looks at the clock on another.
  private final class Threads implements Host, Figures {
    private final Stranded stranded = new Stranded();
    private final AtomicInteger threads = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger parallelism = new AtomicInteger(2);

    @Override
    public int setParallelism(int size) {
      return parallelism.getAndSet(size);
    }

    @Override
    public void onContinue(Runnable task) {
      running.incrementAndGet();
      Thread.ofPlatform()
          .name(NAME + "-worker-" + threads.getAndIncrement())
          .daemon()
          .start(() -> {
            try {
              task.run();
            } finally {
              running.decrementAndGet();
            }
          });
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long nanos) {
      return clock.schedule(command, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public Stranded stranded() {
      return stranded;
    }

    @Override
    public Figures figures() {
      return this;
    }

    @Override
    public int parallelism() {
      return parallelism.get();
    }

    @Override
    public int size() {
      return threads.get();
    }

    @Override
    public int busy() {
      return running.get();
    }

    @Override
    public long waiting() {
      return 0;
    }

    @Override
    public String describe() {
      return NAME;
    }
  }
}

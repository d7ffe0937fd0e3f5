package io.smolscale.rxjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactivex.rxjava3.core.Flowable;
import io.reactivex.rxjava3.core.Observable;
import io.reactivex.rxjava3.core.Scheduler;
import io.reactivex.rxjava3.core.Single;
import io.reactivex.rxjava3.disposables.Disposable;
import io.reactivex.rxjava3.plugins.RxJavaPlugins;
import io.smolscale.SchedulerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What RxJava asks of a scheduler. Its own tests of schedulers are not published.
class SmolscaleSchedulersTest {
  private static final long LIMIT = 60;

  private final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();
  private final io.smolscale.Scheduler below =
      io.smolscale.Scheduler.create(SchedulerConfig.DEFAULT.withName("below").withParallelism(2));
  private final Scheduler scheduler = SmolscaleSchedulers.of(below);

  @BeforeEach
  void listen() {
    RxJavaPlugins.setErrorHandler(errors::add);
  }

  @AfterEach
  void close() {
    RxJavaPlugins.reset();
    below.close();
  }

  private static void opens(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT, TimeUnit.SECONDS)).as("opens within the limit").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static void ignore(Disposable task) {
    assertThat(task).isNotNull();
  }

  @Test
  void tasksRunOnWorkersOfTheSchedulerBelow() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch ran = new CountDownLatch(6);
    Runnable task =
        () -> {
          threads.add(Thread.currentThread().getName());
          ran.countDown();
        };
    Scheduler.Worker worker = scheduler.createWorker();
    ignore(scheduler.scheduleDirect(task));
    ignore(scheduler.scheduleDirect(task, 2, TimeUnit.MILLISECONDS));
    ignore(worker.schedule(task));
    ignore(worker.schedule(task, 2, TimeUnit.MILLISECONDS));
    Disposable first = worker.schedulePeriodically(task, 1, 1, TimeUnit.MILLISECONDS);
    Disposable second = scheduler.schedulePeriodicallyDirect(task, 1, 1, TimeUnit.MILLISECONDS);
    opens(ran);
    first.dispose();
    second.dispose();
    assertThat(threads).allMatch(name -> name.startsWith("below-"));
    assertThat(errors).isEmpty();
  }

  @Test
  void theGlobalOneIsOneAndIsNotShutDown() {
    assertThat(SmolscaleSchedulers.global()).isSameAs(SmolscaleSchedulers.global());
    SmolscaleSchedulers.global().shutdown();
    String thread =
        Single.fromCallable(() -> Thread.currentThread().getName())
            .subscribeOn(SmolscaleSchedulers.global())
            .timeout(LIMIT, TimeUnit.SECONDS)
            .blockingGet();
    assertThat(thread).startsWith("smolscale-");
    assertThat(scheduler).hasToString("smolscale(below)");
  }

  @Test
  void aWorkerKeepsTheOrderAndRunsOneAtATime() {
    int tasks = 10_000;
    List<Integer> seen = new ArrayList<>(); // not thread-safe: that is the point
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(1);
    Scheduler.Worker worker = scheduler.createWorker();
    for (int i = 0; i < tasks; i++) {
      int number = i;
      ignore(
          worker.schedule(() -> {
            overlaps.addAndGet(inside.getAndIncrement());
            seen.add(number);
            inside.decrementAndGet();
            if (number == tasks - 1) {
              done.countDown();
            }
          }));
    }
    opens(done);
    assertThat(overlaps).hasValue(0);
    assertThat(seen).hasSize(tasks).isSorted();
  }

  @Test
  void aWorkerGoesOnAfterAnErrorWhoseHandlersThrow() {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((_, e) -> {
      throw new IllegalStateException("the thread's handler of " + e);
    });
    try {
      RxJavaPlugins.setErrorHandler(e -> {
        throw new IllegalStateException("the handler of " + e);
      });
      Scheduler.Worker worker = scheduler.createWorker();
      CountDownLatch next = new CountDownLatch(1);
      ignore(
          worker.schedule(() -> {
            throw new IllegalStateException("as planned");
          }));
      ignore(worker.schedule(next::countDown));
      opens(next);
    } finally {
      Thread.setDefaultUncaughtExceptionHandler(before);
    }
  }

  @Test
  void aTaskThatThrowsIsReportedAndItsWorkerGoesOn() {
    Scheduler.Worker worker = scheduler.createWorker();
    for (long delay : new long[] {0, 1}) {
      ignore(
          worker.schedule(
              () -> {
                throw new IllegalStateException("as planned");
              },
              delay,
              TimeUnit.MILLISECONDS));
      CountDownLatch next = new CountDownLatch(1);
      ignore(worker.schedule(next::countDown, 2 * delay, TimeUnit.MILLISECONDS));
      opens(next);
    }
    assertThat(errors).hasSize(2).allMatch(e -> String.valueOf(e).contains("as planned"));
  }

  @Test
  void aTaskThatRunsIsInterruptedAndTheNextIsNot() {
    Scheduler.Worker worker = scheduler.createWorker();
    for (int round = 0; round < 100; round++) {
      CountDownLatch began = new CountDownLatch(1);
      CountDownLatch interrupted = new CountDownLatch(1);
      Disposable first =
          worker.schedule(() -> {
            began.countDown();
            try {
              Thread.sleep(TimeUnit.SECONDS.toMillis(LIMIT));
            } catch (InterruptedException _) {
              interrupted.countDown();
            }
          });
      AtomicBoolean hit = new AtomicBoolean();
      CountDownLatch second = new CountDownLatch(1);
      ignore(
          worker.schedule(() -> {
            hit.set(Thread.currentThread().isInterrupted());
            second.countDown();
          }));
      opens(began);
      first.dispose();
      opens(interrupted);
      opens(second);
      assertThat(hit).isFalse();
    }
  }

  @Test
  void aWorkerThatIsDisposedOfDropsAllAndLeavesNothingBehind() {
    Scheduler.Worker worker = scheduler.createWorker();
    AtomicInteger ran = new AtomicInteger();
    ignore(worker.schedule(ran::incrementAndGet, 1, TimeUnit.DAYS));
    ignore(worker.schedulePeriodically(ran::incrementAndGet, 1, 1, TimeUnit.DAYS));
    worker.dispose();
    assertThat(worker.isDisposed()).isTrue();
    assertThat(worker.schedule(ran::incrementAndGet).isDisposed()).isTrue();
    below.close(); // which waits for timers
    assertThat(ran).hasValue(0);
  }

  @Test
  void afterTheEndOfTheSchedulerBelowTasksAreRefusedAsRxJavaDoesIt() {
    below.close();
    Scheduler.Worker worker = scheduler.createWorker();
    assertThat(scheduler.scheduleDirect(() -> {}).isDisposed()).isTrue();
    assertThat(scheduler.scheduleDirect(() -> {}, 1, TimeUnit.DAYS).isDisposed()).isTrue();
    assertThat(worker.schedule(() -> {}).isDisposed()).isTrue();
    assertThat(errors)
        .hasSize(3)
        .allMatch(e ->
            e instanceof RejectedExecutionException
                || e.getCause() instanceof RejectedExecutionException);
  }

  @Test
  void aStreamKeepsItsOrderThroughManyHops() {
    Flowable<Integer> stream = Flowable.range(0, 5_000);
    for (int i = 0; i < 5; i++) {
      stream = stream.observeOn(scheduler, false, 16).map(n -> n + 1);
    }
    List<Integer> numbers = stream.toList().timeout(LIMIT, TimeUnit.SECONDS).blockingGet();
    assertThat(numbers).hasSize(5_000).isSorted().startsWith(5).endsWith(5_004);
    assertThat(errors).isEmpty();
  }

  @Test
  void operatorsWithAClockUseItsTimers() {
    List<Long> ticks =
        Observable.interval(1, TimeUnit.MILLISECONDS, scheduler).take(5).toList().blockingGet();
    assertThat(ticks).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThatThrownBy(
            () -> Observable.never().timeout(2, TimeUnit.MILLISECONDS, scheduler).blockingFirst())
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .noneMatch(name -> name.startsWith("RxSingle"));
  }

  @Test
  @SuppressWarnings("NullAway") // what is tested
  void nullIsRefused() {
    assertThatThrownBy(() -> SmolscaleSchedulers.of(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("scheduler");
    Scheduler.Worker worker = scheduler.createWorker();
    assertThatThrownBy(() -> worker.schedule(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> worker.schedule(null, 1, TimeUnit.SECONDS))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> scheduler.scheduleDirect(null))
        .isInstanceOf(NullPointerException.class);
  }
}

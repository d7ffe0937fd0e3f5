package io.smolscale.reactor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.SchedulerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// What Reactor asks of a scheduler: the scenarios of its own tests, which are not published, in
/// our words, and more.
class SchedulerContractTest {
  private static final long LIMIT = 60;

  private final io.smolscale.Scheduler below =
      io.smolscale.Scheduler.create(SchedulerConfig.DEFAULT.withName("below").withParallelism(2));
  private final Scheduler scheduler = SmolscaleSchedulers.of(below);

  @AfterEach
  void close() {
    scheduler.dispose();
    Schedulers.resetOnHandleError();
    Schedulers.resetOnScheduleHook("test");
    below.close();
  }

  private static void opens(CountDownLatch latch) {
    try {
      assertThat(latch.await(LIMIT, TimeUnit.SECONDS)).as("opens within the limit").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }

  private static void holds(String what, BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      Thread.sleep(1);
    }
  }

  private static void ignore(Disposable task) {
    assertThat(task).isNotNull();
  }

  // ---- where and when

  @Test
  void aTaskRunsOnAWorkerOfTheSchedulerBelow() {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    CountDownLatch ran = new CountDownLatch(4);
    Runnable task =
        () -> {
          threads.add(Thread.currentThread().getName());
          ran.countDown();
        };
    Scheduler.Worker worker = scheduler.createWorker();
    ignore(scheduler.schedule(task));
    ignore(worker.schedule(task));
    ignore(scheduler.schedule(task, 2, TimeUnit.MILLISECONDS));
    ignore(worker.schedule(task, 2, TimeUnit.MILLISECONDS));
    opens(ran);
    assertThat(threads).allMatch(name -> name.startsWith("below-"));
  }

  @Test
  void theGlobalOneIsOneAndCannotBeDisposedOf() {
    Scheduler global = SmolscaleSchedulers.global();
    assertThat(SmolscaleSchedulers.global()).isSameAs(global);
    global.dispose();
    global.disposeGracefully().block(Duration.ofSeconds(LIMIT));
    assertThat(global.isDisposed()).isFalse();
    String thread =
        Mono.fromCallable(() -> Thread.currentThread().getName())
            .subscribeOn(global)
            .block(Duration.ofSeconds(LIMIT));
    assertThat(thread).startsWith("smolscale-");
  }

  @Test
  void aDelayIsATimerAndTakesItsTime() {
    CountDownLatch ran = new CountDownLatch(2);
    long from = System.nanoTime();
    ignore(scheduler.schedule(ran::countDown, 20, TimeUnit.MILLISECONDS));
    ignore(scheduler.createWorker().schedule(ran::countDown, 20, TimeUnit.MILLISECONDS));
    opens(ran);
    assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(20_000_000);
  }

  @Test
  void blockingIsAllowedOnItsThreads() {
    Boolean refused =
        Mono.fromCallable(Schedulers::isInNonBlockingThread)
            .subscribeOn(scheduler)
            .block(Duration.ofSeconds(LIMIT));
    assertThat(refused).isFalse();
    Integer inner =
        Mono.fromCallable(() -> Mono.delay(Duration.ofMillis(2), scheduler).thenReturn(42).block())
            .subscribeOn(scheduler)
            .block(Duration.ofSeconds(LIMIT));
    assertThat(inner).isEqualTo(42);
  }

  // ---- workers

  @Test
  void aWorkerKeepsTheOrderAndRunsOneAtATime() {
    int tasks = 20_000;
    int workers = 4;
    List<List<Integer>> seen = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(workers);
    AtomicInteger overlaps = new AtomicInteger();
    for (int w = 0; w < workers; w++) {
      List<Integer> mine = new ArrayList<>(); // not thread-safe: that is the point
      seen.add(mine);
      AtomicInteger inside = new AtomicInteger();
      Scheduler.Worker worker = scheduler.createWorker();
      for (int i = 0; i < tasks; i++) {
        int number = i;
        ignore(
            worker.schedule(() -> {
              overlaps.addAndGet(inside.getAndIncrement());
              mine.add(number);
              inside.decrementAndGet();
              if (number == tasks - 1) {
                done.countDown();
              }
            }));
      }
    }
    opens(done);
    assertThat(overlaps).hasValue(0);
    for (List<Integer> mine : seen) {
      assertThat(mine).hasSize(tasks).isSorted();
    }
  }

  @Test
  void manyThreadsFeedOneWorkerAndNothingIsLost() throws Exception {
    int each = 5_000;
    int threads = 4;
    Scheduler.Worker worker = scheduler.createWorker();
    int[] last = new int[threads]; // the worker's
    CountDownLatch done = new CountDownLatch(threads * each);
    AtomicInteger wrong = new AtomicInteger();
    List<Thread> feeders = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int from = t;
      feeders.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 1; i <= each; i++) {
                  int number = i;
                  ignore(
                      worker.schedule(() -> {
                        wrong.addAndGet(last[from] == number - 1 ? 0 : 1);
                        last[from] = number;
                        done.countDown();
                      }));
                }
              }));
    }
    for (Thread feeder : feeders) {
      feeder.join();
    }
    opens(done);
    assertThat(wrong).hasValue(0);
  }

  @Test
  void aTaskMaySubmitToItsOwnWorkerWithoutRunningInPlace() {
    Scheduler.Worker worker = scheduler.createWorker();
    List<Integer> order = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    ignore(
        worker.schedule(() -> {
          ignore(
              worker.schedule(() -> {
                order.add(2);
                done.countDown();
              }));
          order.add(1);
        }));
    opens(done);
    assertThat(order).containsExactly(1, 2);
  }

  @Test
  void aWorkerWithoutAnEndLetsOthersHaveTheirTurn() {
    io.smolscale.Scheduler single =
        io.smolscale.Scheduler.create(SchedulerConfig.SINGLE_THREAD.withName("single"));
    Scheduler shared = SmolscaleSchedulers.of(single);
    Scheduler.Worker busy = shared.createWorker();
    AtomicBoolean stop = new AtomicBoolean();
    Runnable[] again = new Runnable[1];
    again[0] =
        () -> {
          if (!stop.get()) {
            ignore(busy.schedule(again[0]));
          }
        };
    ignore(busy.schedule(again[0]));
    CountDownLatch ran = new CountDownLatch(1);
    ignore(shared.createWorker().schedule(ran::countDown));
    opens(ran);
    stop.set(true);
    single.close();
  }

  // ---- disposing of tasks and workers

  @Test
  void aTaskThatIsDisposedOfBeforeDoesNotRun() {
    Scheduler.Worker worker = scheduler.createWorker();
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    ignore(worker.schedule(() -> opens(release)));
    Disposable waits = worker.schedule(ran::incrementAndGet);
    Disposable later = worker.schedule(ran::incrementAndGet, 1, TimeUnit.DAYS);
    Disposable direct = scheduler.schedule(ran::incrementAndGet, 1, TimeUnit.DAYS);
    for (Disposable task : List.of(waits, later, direct)) {
      assertThat(task.isDisposed()).isFalse();
      task.dispose();
      task.dispose();
      assertThat(task.isDisposed()).isTrue();
    }
    CountDownLatch next = new CountDownLatch(1);
    ignore(worker.schedule(next::countDown));
    release.countDown();
    opens(next);
    assertThat(ran).hasValue(0);
  }

  @Test
  void aTaskThatRunsIsInterruptedAndTheNextIsNot() {
    for (int round = 0; round < 200; round++) {
      Scheduler.Worker worker = scheduler.createWorker();
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
  void aTaskThatDisposesOfItselfIsNotInterrupted() {
    AtomicReference<Disposable> self = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    AtomicBoolean hit = new AtomicBoolean();
    self.set(
        scheduler.schedule(() -> {
          opens(known);
          self.get().dispose();
          hit.set(Thread.currentThread().isInterrupted());
          done.countDown();
        }));
    known.countDown();
    opens(done);
    assertThat(hit).isFalse();
    assertThat(self.get().isDisposed()).isTrue();
  }

  @Test
  void aWorkerThatIsDisposedOfDropsAllAndRefusesMore() {
    Scheduler.Worker worker = scheduler.createWorker();
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    ignore(
        worker.schedule(() -> {
          began.countDown();
          try {
            Thread.sleep(TimeUnit.SECONDS.toMillis(LIMIT));
          } catch (InterruptedException _) {
            interrupted.countDown();
          }
        }));
    opens(began);
    List<Disposable> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(worker.schedule(ran::incrementAndGet));
      waiting.add(worker.schedule(ran::incrementAndGet, 1, TimeUnit.DAYS));
      waiting.add(worker.schedulePeriodically(ran::incrementAndGet, 1, 1, TimeUnit.DAYS));
    }
    worker.dispose();
    worker.dispose();
    assertThat(worker.isDisposed()).isTrue();
    opens(interrupted);
    assertThatThrownBy(() -> worker.schedule(() -> {})).isSameAs(Exceptions.failWithRejected());
    assertThatThrownBy(() -> worker.schedule(() -> {}, 1, TimeUnit.SECONDS))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat(ran).hasValue(0);
    assertThat(waiting.get(0).isDisposed()).isTrue();
    assertThat(waiting.get(1).isDisposed()).isTrue();
  }

  @Test
  void manyWorkersComeAndGo() {
    AtomicInteger ran = new AtomicInteger();
    for (int i = 0; i < 5_000; i++) {
      Scheduler.Worker worker = scheduler.createWorker();
      ignore(worker.schedule(ran::incrementAndGet));
      if (i % 2 == 0) {
        worker.dispose();
      }
    }
    scheduler.disposeGracefully().block(Duration.ofSeconds(LIMIT));
    assertThat(ran.get()).isBetween(2_500, 5_000);
  }

  // ---- again and again

  @Test
  void aPeriodicTaskRunsUntilItIsDisposedOf() throws Exception {
    for (Scheduler.Worker worker : new Scheduler.Worker[] {null, scheduler.createWorker()}) {
      for (long period : new long[] {0, 1}) {
        CountDownLatch five = new CountDownLatch(5);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        AtomicInteger runs = new AtomicInteger();
        Runnable body =
            () -> {
              overlaps.addAndGet(inside.getAndIncrement());
              runs.incrementAndGet();
              five.countDown();
              inside.decrementAndGet();
            };
        Disposable periodic =
            worker == null
                ? scheduler.schedulePeriodically(body, 1, period, TimeUnit.MILLISECONDS)
                : worker.schedulePeriodically(body, 1, period, TimeUnit.MILLISECONDS);
        opens(five);
        assertThat(periodic.isDisposed()).isFalse();
        periodic.dispose();
        assertThat(periodic.isDisposed()).isTrue();
        assertThat(overlaps).hasValue(0);
        holds("none runs", () -> inside.get() == 0);
        Thread.sleep(5);
        int then = runs.get();
        Thread.sleep(5);
        assertThat(runs).hasValue(then);
      }
    }
  }

  @Test
  void anErrorDoesNotEndAPeriodicTask() {
    Schedulers.onHandleError((_, _) -> {});
    CountDownLatch three = new CountDownLatch(3);
    Disposable periodic =
        scheduler.schedulePeriodically(
            () -> {
              three.countDown();
              throw new IllegalStateException("as planned");
            },
            0,
            1,
            TimeUnit.MILLISECONDS);
    opens(three);
    periodic.dispose();
  }

  @Test
  void aPeriodicTaskMayDisposeOfItself() {
    AtomicReference<Disposable> self = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    self.set(
        scheduler.schedulePeriodically(
            () -> {
              opens(known);
              runs.incrementAndGet();
              self.get().dispose();
              done.countDown();
            },
            0,
            0,
            TimeUnit.MILLISECONDS));
    known.countDown();
    opens(done);
    scheduler.disposeGracefully().block(Duration.ofSeconds(LIMIT));
    assertThat(runs).hasValue(1);
  }

  @Test
  void aGracefulEndDoesNotWaitForTheNextRunOfAPeriodicTask() {
    AtomicInteger runs = new AtomicInteger();
    Disposable one = scheduler.schedulePeriodically(runs::incrementAndGet, 1, 1, TimeUnit.HOURS);
    Disposable ofWorker =
        scheduler.createWorker().schedulePeriodically(runs::incrementAndGet, 1, 1, TimeUnit.HOURS);
    Disposable interval = Flux.interval(Duration.ofHours(1), scheduler).subscribe();
    scheduler.disposeGracefully().block(Duration.ofSeconds(LIMIT));
    assertThat(runs).hasValue(0);
    assertThat(one.isDisposed()).isTrue();
    assertThat(ofWorker.isDisposed()).isTrue();
    interval.dispose();
  }

  @Test
  void aGracefulEndWaitsForTheRunOfAPeriodicTaskThatHasBegun() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    ignore(
        scheduler.schedulePeriodically(
            () -> {
              began.countDown();
              opens(goOn); // fails if it is interrupted
              ended.incrementAndGet();
            },
            1,
            1,
            TimeUnit.MILLISECONDS));
    opens(began);
    AtomicBoolean quiet = new AtomicBoolean();
    ignore(scheduler.disposeGracefully().subscribe(null, null, () -> quiet.set(true)));
    assertThat(quiet).isFalse();
    goOn.countDown();
    holds("all is over", quiet::get);
    assertThat(ended).hasValue(1);
  }

  @Test
  void periodicTasksThatStartDuringAGracefulEndAreRefusedOrDisposedOf() throws Exception {
    for (int i = 0; i < 200; i++) {
      Scheduler brief = SmolscaleSchedulers.of(below);
      CountDownLatch go = new CountDownLatch(1);
      List<Disposable> begun = new ArrayList<>();
      Thread starter =
          Thread.ofPlatform()
              .start(() -> {
                opens(go);
                try {
                  while (true) {
                    begun.add(brief.schedulePeriodically(() -> {}, 1, 1, TimeUnit.HOURS));
                  }
                } catch (RejectedExecutionException _) {
                  // it is closed
                }
              });
      go.countDown();
      brief.disposeGracefully().block(Duration.ofSeconds(LIMIT));
      starter.join();
      assertThat(begun).allMatch(Disposable::isDisposed);
    }
  }

  @Test
  void aWorkerThatIsDisposedOfLeavesNoPeriodicTaskBehind() {
    for (int i = 0; i < 100; i++) {
      Scheduler.Worker worker = scheduler.createWorker();
      Disposable task = worker.schedulePeriodically(() -> {}, 1, 1, TimeUnit.HOURS);
      worker.dispose();
      assertThat(task.isDisposed()).isTrue();
    }
  }

  // ---- errors

  @Test
  void aWorkerGoesOnAfterAnErrorWhoseHandlerThrows() {
    Schedulers.onHandleError((_, e) -> {
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
    scheduler.disposeGracefully().block(Duration.ofSeconds(LIMIT));
  }

  @Test
  void anErrorIsHandledAsReactorDoesItAndTheWorkerGoesOn() {
    AtomicReference<Throwable> handled = new AtomicReference<>();
    Schedulers.onHandleError((_, e) -> handled.set(e));
    Scheduler.Worker worker = scheduler.createWorker();
    CountDownLatch next = new CountDownLatch(1);
    ignore(
        worker.schedule(() -> {
          throw new IllegalStateException("as planned");
        }));
    ignore(worker.schedule(next::countDown));
    opens(next);
    assertThat(handled.get()).isInstanceOf(IllegalStateException.class).hasMessage("as planned");
  }

  @Test
  void theHookSeesEachTaskOnce() {
    AtomicInteger seen = new AtomicInteger();
    CountDownLatch ran = new CountDownLatch(3);
    Schedulers.onScheduleHook(
        "test",
        task -> {
          seen.incrementAndGet();
          return task;
        });
    ignore(scheduler.schedule(ran::countDown));
    ignore(scheduler.createWorker().schedule(ran::countDown));
    ignore(scheduler.createWorker().schedule(ran::countDown, 1, TimeUnit.MILLISECONDS));
    opens(ran);
    assertThat(seen).hasValue(3);
  }

  // ---- the end

  @Test
  void aSchedulerThatIsDisposedOfDropsAllAndRefusesMore() throws Exception {
    Scheduler.Worker worker = scheduler.createWorker();
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch began = new CountDownLatch(1);
    ignore(
        worker.schedule(() -> {
          began.countDown();
          opens(release);
        }));
    opens(began);
    ignore(worker.schedule(ran::incrementAndGet));
    ignore(worker.schedule(ran::incrementAndGet, 1, TimeUnit.DAYS));
    Disposable later = scheduler.schedule(ran::incrementAndGet, 1, TimeUnit.DAYS);
    scheduler.dispose();
    scheduler.dispose();
    assertThat(scheduler.isDisposed()).isTrue();
    assertThat(later.isDisposed()).isTrue();
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> scheduler.schedule(() -> {}),
            () -> scheduler.schedule(() -> {}, 1, TimeUnit.SECONDS),
            () -> scheduler.schedulePeriodically(() -> {}, 1, 1, TimeUnit.SECONDS),
            () -> worker.schedule(() -> {}),
            () -> scheduler.createWorker().schedule(() -> {}))) {
      assertThatThrownBy(attempt).isSameAs(Exceptions.failWithRejected());
    }
    assertThatThrownBy(scheduler::init)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("smolscale(below) is disposed");
    release.countDown();
    below.close(); // which waits for timers, and is nobody's but ours
    assertThat(below.isTerminated()).isTrue();
    assertThat(ran).hasValue(0);
  }

  @Test
  void aGracefulEndWaitsForWhatWasAccepted() throws Exception {
    Scheduler.Worker worker = scheduler.createWorker();
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    ignore(worker.schedule(() -> opens(release)));
    ignore(worker.schedule(ran::incrementAndGet));
    ignore(scheduler.schedule(ran::incrementAndGet, 5, TimeUnit.MILLISECONDS));
    ignore(worker.schedule(ran::incrementAndGet, 5, TimeUnit.MILLISECONDS));
    Disposable periodic = scheduler.schedulePeriodically(() -> {}, 1, 1, TimeUnit.MILLISECONDS);
    Mono<Void> first = scheduler.disposeGracefully();
    assertThat(scheduler.isDisposed()).as("nobody has subscribed").isFalse();
    AtomicInteger completed = new AtomicInteger();
    Disposable _ = first.subscribe(_ -> {}, _ -> {}, completed::incrementAndGet);
    Disposable _ =
        scheduler.disposeGracefully().subscribe(_ -> {}, _ -> {}, completed::incrementAndGet);
    assertThat(scheduler.isDisposed()).isTrue();
    assertThatThrownBy(() -> scheduler.schedule(() -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    holds("periodic tasks end", periodic::isDisposed);
    assertThat(completed).hasValue(0);
    release.countDown();
    first.block(Duration.ofSeconds(LIMIT));
    holds("both hear of it", () -> completed.get() == 2);
    assertThat(ran).hasValue(3);
    scheduler.disposeGracefully().block(Duration.ofSeconds(LIMIT));
  }

  @Test
  void aGracefulEndWaitsForATaskThatIgnoresItsInterrupt() {
    CountDownLatch began = new CountDownLatch(1);
    AtomicBoolean go = new AtomicBoolean();
    Disposable stubborn =
        scheduler.schedule(() -> {
          began.countDown();
          while (!go.get()) {
            Thread.onSpinWait();
          }
        });
    opens(began);
    stubborn.dispose();
    Mono<Void> end = scheduler.disposeGracefully();
    assertThatThrownBy(() -> end.block(Duration.ofMillis(30))).isInstanceOf(RuntimeException.class);
    go.set(true);
    end.block(Duration.ofSeconds(LIMIT));
  }

  @Test
  void aCloseOfTheSchedulerBelowFinishesWhatWasAccepted() {
    int tasks = 1_000;
    CountDownLatch began = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger ran = new AtomicInteger();
    Scheduler.Worker worker = scheduler.createWorker();
    ignore(
        worker.schedule(() -> {
          began.countDown();
          opens(release);
        }));
    for (int i = 0; i < tasks; i++) { // more than a turn
      ignore(worker.schedule(ran::incrementAndGet));
    }
    opens(began);
    below.shutdown();
    release.countDown();
    below.close();
    assertThat(ran).hasValue(tasks);
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> scheduler.schedule(() -> {}),
            () -> scheduler.schedule(() -> {}, 1, TimeUnit.SECONDS),
            () -> worker.schedule(() -> {}),
            () -> scheduler.createWorker().schedule(() -> {}, 1, TimeUnit.SECONDS))) {
      assertThatThrownBy(attempt).isInstanceOf(RejectedExecutionException.class);
    }
    scheduler.disposeGracefully().block(Duration.ofSeconds(LIMIT));
  }

  // ---- streams

  @Test
  void aStreamKeepsItsOrderThroughManyHops() {
    Flux<Integer> stream = Flux.range(0, 10_000);
    for (int i = 0; i < 5; i++) {
      stream = stream.publishOn(scheduler, 16).map(n -> n + 1);
    }
    List<Integer> numbers = stream.collectList().block(Duration.ofSeconds(LIMIT));
    assertThat(numbers).hasSize(10_000).isSorted().startsWith(5).endsWith(10_004);
  }

  @Test
  void manyStreamsInParallelLoseNothing() {
    Long sum =
        Flux.range(0, 200)
            .flatMap(
                i ->
                    Flux.range(0, 100)
                        .publishOn(scheduler)
                        .map(n -> (long) n)
                        .subscribeOn(scheduler),
                64)
            .reduce(0L, Long::sum)
            .block(Duration.ofSeconds(LIMIT));
    assertThat(sum).isEqualTo(200 * 4_950L);
  }

  @Test
  void operatorsWithAClockUseIt() {
    List<Long> ticks =
        Flux.interval(Duration.ofMillis(1), scheduler)
            .take(5)
            .collectList()
            .block(Duration.ofSeconds(LIMIT));
    assertThat(ticks).containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThatThrownBy(() ->
            Mono.never().timeout(Duration.ofMillis(2), scheduler).block(Duration.ofSeconds(LIMIT)))
        .hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class);
    assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
        .noneMatch(name -> name.startsWith("parallel-"));
  }

  // ---- what it says

  @Test
  void itCanBeScanned() {
    Scannable scannable = Scannable.from(scheduler);
    Scannable worker = Scannable.from(scheduler.createWorker());
    assertThat(scannable.isScanAvailable()).isTrue();
    assertThat(scannable.scan(Scannable.Attr.NAME)).isEqualTo("smolscale(below)");
    assertThat(scannable.scan(Scannable.Attr.CAPACITY)).isEqualTo(2);
    assertThat(scannable.scan(Scannable.Attr.BUFFERED)).isZero();
    assertThat(scannable.scan(Scannable.Attr.TERMINATED)).isFalse();
    assertThat(worker.scan(Scannable.Attr.NAME)).isEqualTo("smolscale(below).worker");
    assertThat(worker.scan(Scannable.Attr.PARENT)).isSameAs(scannable);
    assertThat(worker.scan(Scannable.Attr.BUFFERED)).isZero();
    scheduler.dispose();
    assertThat(scannable.scan(Scannable.Attr.TERMINATED)).isTrue();
    assertThat(scannable.scan(Scannable.Attr.CANCELLED)).isTrue();
  }

  @Test
  @SuppressWarnings("NullAway") // what is tested
  void nullIsRefused() {
    Scheduler.Worker worker = scheduler.createWorker();
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> SmolscaleSchedulers.of(null),
            () -> scheduler.schedule(null),
            () -> scheduler.schedule(null, 1, TimeUnit.SECONDS),
            () -> scheduler.schedule(() -> {}, 1, null),
            () -> scheduler.schedulePeriodically(null, 1, 1, TimeUnit.SECONDS),
            () -> scheduler.schedulePeriodically(() -> {}, 1, 1, null),
            () -> worker.schedule(null),
            () -> worker.schedule(null, 1, TimeUnit.SECONDS),
            () -> worker.schedule(() -> {}, 1, null),
            () -> worker.schedulePeriodically(() -> {}, 1, 1, null))) {
      assertThatThrownBy(attempt)
          .isInstanceOf(NullPointerException.class)
          .message()
          .matches("scheduler|task|unit");
    }
  }
}

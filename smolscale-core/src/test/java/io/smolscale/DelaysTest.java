package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Plain tasks that run later, or again and again.
@ParameterizedClass
@EnumSource(SchedulerKind.class)
class DelaysTest {
  private final SchedulerKind kind;
  private final Scheduler scheduler;

  DelaysTest(SchedulerKind kind) {
    this.kind = kind;
    scheduler = kind.make();
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void aTaskRunsOnAWorkerWhenItsTimeHasCome() throws Exception {
    long from = System.nanoTime();
    ScheduledFuture<Thread> later =
        scheduler.schedule(Thread::currentThread, 5, TimeUnit.MILLISECONDS);
    assertThat(Eventually.gives(later)).isInstanceOf(ForkJoinWorkerThread.class);
    assertThat(System.nanoTime() - from).isGreaterThanOrEqualTo(5_000_000);
    assertThat(later.getDelay(TimeUnit.NANOSECONDS)).isNotPositive();
  }

  @Test
  void aTaskWithoutADelayRunsAtOnce() throws Exception {
    for (long delay : new long[] {0, -1, Long.MIN_VALUE}) {
      AtomicBoolean ran = new AtomicBoolean();
      assertThat(Eventually.gives(scheduler.schedule(() -> ran.set(true), delay, TimeUnit.DAYS)))
          .isNull();
      assertThat(ran).isTrue();
    }
  }

  @Test
  void whatATaskThrowsIsInItsFuture() {
    ScheduledFuture<?> failed =
        scheduler.schedule(
            () -> {
              throw new IllegalStateException("as planned");
            },
            1,
            TimeUnit.MILLISECONDS);
    assertThatThrownBy(() -> Eventually.gives(failed))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("as planned");
  }

  @Test
  void tasksOfEveryCallerRun() throws Exception {
    int each = 300;
    Tally tally = new Tally(each * 3);
    List<Thread> starters = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      int number = i;
      starters.add(scheduler.virtualThreads().newThread(() -> scheduleShortly(tally, number)));
      scheduler.execute(() -> scheduleShortly(tally, each + number));
      scheduleShortly(tally, 2 * each + number);
    }
    starters.forEach(Thread::start);
    tally.awaitEachOnce();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the tally is what counts
  private void scheduleShortly(Tally tally, int number) {
    scheduler.schedule(tally.task(number), number % 7 * 300L, TimeUnit.MICROSECONDS);
  }

  @Test
  void aTaskRunsAgainAndAgainUntilItIsCancelled() throws Exception {
    for (Repeat repeat :
        List.<Repeat>of(
            body -> scheduler.scheduleAtFixedRate(body, 0, 1, TimeUnit.MILLISECONDS),
            body -> scheduler.scheduleWithFixedDelay(body, 1, 1, TimeUnit.MILLISECONDS))) {
      CountDownLatch four = new CountDownLatch(4);
      ScheduledFuture<?> again = repeat.start(four::countDown);
      Eventually.opens(four);
      assertThat(again.isDone()).isFalse();
      assertThat(again.cancel(false)).isTrue();
      assertThat(again.isCancelled()).isTrue();
    }
  }

  @Test
  void aTaskThatThrowsDoesNotRunAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    ScheduledFuture<?> again =
        scheduler.scheduleAtFixedRate(
            () -> {
              if (runs.incrementAndGet() == 3) {
                throw new IllegalStateException("enough");
              }
            },
            0,
            1,
            TimeUnit.MILLISECONDS);
    assertThatThrownBy(() -> Eventually.gives(again)).hasRootCauseMessage("enough");
    assertThat(runs).hasValue(3);
  }

  private interface Repeat {
    ScheduledFuture<?> start(Runnable body);
  }

  @Test
  void closeWaitsForATaskThatWaitsForItsTime() {
    AtomicBoolean ran = new AtomicBoolean();
    ScheduledFuture<?> later = scheduler.schedule(() -> ran.set(true), 30, TimeUnit.MILLISECONDS);
    scheduler.close();
    assertThat(ran).isTrue();
    assertThat(later.isDone()).isTrue();
  }

  @Test
  void closeDoesNotWaitForWhatIsCancelled() {
    ScheduledFuture<?> never = scheduler.schedule(() -> {}, 1, TimeUnit.DAYS);
    assertThat(never.cancel(false)).isTrue();
    scheduler.close();
    assertThat(scheduler.isTerminated()).isTrue();
  }

  @Test
  void shutdownCancelsWhatRunsAgainAndAgain() throws Exception {
    assumeThat(kind).as("the JDK's pool takes a minute for it").isEqualTo(SchedulerKind.BALANCED);
    CountDownLatch runs = new CountDownLatch(3);
    List<ScheduledFuture<?>> all =
        List.of(
            scheduler.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.DAYS),
            scheduler.scheduleWithFixedDelay(() -> {}, 0, 1, TimeUnit.DAYS),
            scheduler.scheduleAtFixedRate(runs::countDown, 0, 1, TimeUnit.MICROSECONDS));
    Eventually.opens(runs);
    scheduler.close();
    for (ScheduledFuture<?> each : all) {
      Eventually.holds("it is cancelled", each::isCancelled);
    }
  }

  @Test
  void shutdownNowGivesBackWhatWaitsForItsTime() {
    ScheduledFuture<?> later = scheduler.schedule(() -> {}, 1, TimeUnit.DAYS);
    List<Runnable> given = scheduler.shutdownNow();
    scheduler.close();
    if (given.isEmpty()) { // the JDK's pool cancels it
      assertThat(later.isCancelled()).isTrue();
    } else {
      assertThat(given).map(Object.class::cast).containsExactly(later);
    }
  }

  @Test
  void afterTheShutdownNothingIsAccepted() {
    scheduler.shutdown();
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> scheduler.schedule(() -> {}, 1, TimeUnit.SECONDS),
            () -> scheduler.schedule(() -> 1, 1, TimeUnit.SECONDS),
            () -> scheduler.scheduleAtFixedRate(() -> {}, 1, 1, TimeUnit.SECONDS),
            () -> scheduler.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.SECONDS))) {
      assertThatThrownBy(attempt)
          .isInstanceOf(RejectedExecutionException.class)
          .hasMessageContaining("scheduler \"kind\" is closed");
    }
  }

  @Test
  @SuppressWarnings("NullAway") // what is tested
  void whatMakesNoSenseIsRefused() {
    Runnable task = () -> {};
    for (ThrowingCallable attempt :
        List.<ThrowingCallable>of(
            () -> scheduler.schedule((Runnable) null, 1, TimeUnit.SECONDS),
            () -> scheduler.schedule((Callable<Integer>) null, 1, TimeUnit.SECONDS),
            () -> scheduler.schedule(task, 1, null),
            () -> scheduler.schedule(() -> 1, 1, null),
            () -> scheduler.scheduleAtFixedRate(null, 1, 1, TimeUnit.SECONDS),
            () -> scheduler.scheduleAtFixedRate(task, 1, 1, null),
            () -> scheduler.scheduleWithFixedDelay(null, 1, 1, TimeUnit.SECONDS),
            () -> scheduler.scheduleWithFixedDelay(task, 1, 1, null))) {
      assertThatThrownBy(attempt)
          .isInstanceOf(NullPointerException.class)
          .message()
          .matches("task|unit");
    }
    assertThatThrownBy(() -> scheduler.scheduleAtFixedRate(task, 1, 0, TimeUnit.SECONDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("period must be positive, not 0");
    assertThatThrownBy(() -> scheduler.scheduleWithFixedDelay(task, 1, -3, TimeUnit.SECONDS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("delay must be positive, not -3");
  }

  /// A task that sets its next timer while the scheduler closes must not keep it from its end.
  @Test
  void aCloseRacesWithTasksThatRunAgain() throws Exception {
    assumeThat(kind).as("the JDK's pool may miss the end").isEqualTo(SchedulerKind.BALANCED);
    for (int round = 0; round < Effort.times(100); round++) {
      Scheduler raced = kind.make();
      CountDownLatch began = new CountDownLatch(1);
      ScheduledFuture<?> again =
          raced.scheduleWithFixedDelay(began::countDown, 0, 1, TimeUnit.DAYS);
      if (round % 2 == 0) {
        Eventually.opens(began);
      }
      raced.shutdown();
      assertThat(raced.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
      assertThat(again.isCancelled()).isTrue();
    }
  }
}

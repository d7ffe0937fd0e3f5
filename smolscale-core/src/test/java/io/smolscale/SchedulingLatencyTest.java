package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.observe.Histogram;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/// Samples of waits and of workers' time, against a program that measures its own.
class SchedulingLatencyTest {
  private static final int SAMPLES = 12;
  private static final int RUNNERS = 8;
  private static final long SLICE_NANOS = 500_000;

  private final AtomicBoolean stop = new AtomicBoolean();

  private Scheduler make(int parallelism) {
    return new BalancedScheduler(
        SchedulerConfig.DEFAULT
            .withName("latency")
            .withParallelism(parallelism)
            .withMaxThreads(parallelism + 1));
  }

  private void load(Scheduler scheduler) {
    for (int i = 0; i < RUNNERS; i++) {
      scheduler.spawn(() -> {
        while (!stop.get()) {
          burn();
          Yield.now();
        }
      });
    }
  }

  private static void burn() {
    long end = System.nanoTime() + SLICE_NANOS;
    while (System.nanoTime() - end < 0) {
      Thread.onSpinWait();
    }
  }

  /// Eight threads of half a millisecond take turns on one worker, so each yield waits for some
  /// three and a half. What the threads measure and what the scheduler says are of the same
  /// seconds, on the same machine, whatever else that does.
  @Test
  void theSamplesAgreeWithWhatAProgramMeasures() throws Exception {
    List<Long> own = new ArrayList<>();
    try (Scheduler scheduler = make(1)) {
      load(scheduler);
      Task<?> measures =
          scheduler.spawn(() -> {
            while (!stop.get()) {
              long from = System.nanoTime();
              Yield.now();
              own.add(System.nanoTime() - from);
            }
          });
      Eventually.holds(
          "samples have come", () -> scheduler.latency().fromInside().count() >= SAMPLES);
      stop.set(true);
      measures.join();
      long[] measured = own.stream().mapToLong(Long::longValue).sorted().toArray();
      long median = measured[measured.length / 2];
      WaitTimes inside = scheduler.latency().fromInside();
      assertThat(inside.percentile(50).toNanos())
          .as("%s beside a median of %d", inside, median)
          .isBetween(median / 4, median * 4);
      assertThat(scheduler.latency().fromOutside().count()).isGreaterThanOrEqualTo(SAMPLES);
    }
  }

  @Test
  void samplesAreNoTasksOfTheProgram() throws Exception {
    try (Scheduler scheduler = make(2)) {
      Task<?> task =
          scheduler.spawn(() -> {
            long runs = 1;
            while (!stop.get()) {
              burn();
              Yield.now();
              runs++;
            }
            return runs;
          });
      Eventually.holds("samples have come", () -> scheduler.latency().fromOutside().count() >= 3);
      stop.set(true);
      long runs = (Long) task.join();
      Eventually.holds("all sleep", () -> scheduler.stats().awake() == 0);
      assertThat(scheduler.stats().tasks()).isEqualTo(runs);
    }
  }

  /// A probe that comes just after the hogs waits as long as they run.
  @Test
  void aSampleThatWaitsBehindHogsIsNoTaskThatWaits() throws Exception {
    try (Scheduler scheduler =
        new BalancedScheduler(
            SchedulerConfig.DEFAULT.withName("hogs").withParallelism(2).withMaxThreads(2))) {
      for (int round = 0; round < 5; round++) {
        AtomicBoolean enough = new AtomicBoolean();
        try {
          for (int i = 0; i < 2 + 3; i++) {
            scheduler.execute(() -> {
              while (!enough.get()) {
                Thread.onSpinWait();
              }
            });
          }
          Eventually.holds("two run", () -> scheduler.stats().busy() == 2);
          LockSupport.parkNanos(Duration.ofMillis(150).toNanos()); // a probe comes each 100 ms
          Eventually.holds("three wait", () -> scheduler.stats().waiting() == 3);
        } finally {
          enough.set(true);
        }
        Eventually.holds("all sleep", () -> scheduler.stats().awake() == 0);
      }
    }
  }

  /// A probe may be on its way when the last worker falls asleep; after it none comes.
  @Test
  void whatSleepsIsNotProbed() throws Exception {
    try (Scheduler scheduler = make(2)) {
      scheduler.spawn(() -> 42).join();
      Eventually.holds("all sleep", () -> scheduler.stats().awake() == 0);
      Eventually.holds("no probe comes, and none wakes a worker", () -> isLeftAlone(scheduler));
    }
  }

  private static boolean isLeftAlone(Scheduler scheduler) {
    long count = scheduler.latency().fromOutside().count();
    long wakeUps = scheduler.stats().wakeUps();
    LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    return scheduler.latency().fromOutside().count() == count
        && scheduler.stats().wakeUps() == wakeUps;
  }

  /// A worker that burns its processor for two seconds. Its time in tasks is sampled, that on a
  /// processor is the system's, and the JVM's bean says the same.
  @Test
  void workersTimeIsThatOfTheSystemsAccount() throws Exception {
    ThreadMXBean beans = ManagementFactory.getThreadMXBean();
    long[] worker = new long[1];
    try (Scheduler scheduler = make(1)) {
      CountDownLatch ran = new CountDownLatch(1);
      scheduler.execute(() -> {
        worker[0] = Thread.currentThread().threadId();
        ran.countDown();
      });
      Eventually.opens(ran);
      long begun = System.nanoTime();
      load(scheduler);
      long enough = Duration.ofSeconds(1).toNanos();
      Eventually.holds(
          "the worker has run for a second", () -> beans.getThreadCpuTime(worker[0]) > enough);
      long before = beans.getThreadCpuTime(worker[0]);
      WorkerTimes times = scheduler.workerTimes();
      long after = beans.getThreadCpuTime(worker[0]);
      long passed = System.nanoTime() - begun;
      WorkerTimes.Worker only = times.workers().getFirst();
      if (only.processor().isPresent()) { // Linux, and a kernel with the account
        long tolerance = Duration.ofMillis(20).toNanos(); // it is brought up to date at a tick
        assertThat(only.processor().orElseThrow().toNanos())
            .isBetween(before - tolerance, after + tolerance);
        assertThat(only.offProcessor()).isPresent();
      }
      Duration sampled = only.tasks().plus(only.stuck());
      assertThat(sampled.toNanos())
          .as("%s, of %d ns", times, passed)
          .isBetween(passed / 2, passed + Duration.ofSeconds(1).toNanos());
      stop.set(true);
    }
  }

  @Test
  void aSleepingWorkerIsAsleep() throws Exception {
    try (Scheduler scheduler = make(1)) {
      scheduler.spawn(() -> 42).join();
      Eventually.holds("all sleep", () -> scheduler.stats().awake() == 0);
      Eventually.holds(
          "it has slept for a second",
          () ->
              scheduler.workerTimes().workers().stream()
                  .anyMatch(worker -> worker.asleep().compareTo(Duration.ofSeconds(1)) > 0));
      assertThat(scheduler.workerTimes().describe()).contains("latency-worker-0", "asleep");
    }
  }

  // ---- the histogram

  @Test
  void aPercentileIsAtMostAnEighthTooLong() {
    Histogram histogram = new Histogram();
    long[] times = new long[1_000];
    long time = 300;
    for (int i = 0; i < times.length; i++) {
      times[i] = time;
      histogram.add(time);
      time += time / 70 + 1;
    }
    Arrays.sort(times);
    WaitTimes waits = WaitTimes.of(histogram);
    assertThat(waits.count()).isEqualTo(times.length);
    assertThat(waits.total().toNanos()).isEqualTo(Arrays.stream(times).sum());
    assertThat(waits.longest().toNanos()).isEqualTo(times[times.length - 1]);
    for (double percent : new double[] {0, 1, 10, 50, 90, 99, 99.9, 100}) {
      int rank = Math.max(1, (int) Math.ceil(percent / 100 * times.length));
      long exact = times[rank - 1];
      assertThat(waits.percentile(percent).toNanos())
          .as("p%s", percent)
          .isBetween(exact, exact + exact / 8 + 1);
    }
  }

  @Test
  void timesBeyondItsBoundsAreCounted() {
    Histogram histogram = new Histogram();
    histogram.add(-5);
    histogram.add(0);
    histogram.add(Duration.ofHours(2).toNanos());
    WaitTimes waits = WaitTimes.of(histogram);
    assertThat(waits.count()).isEqualTo(3);
    assertThat(waits.buckets()).hasSize(2);
    assertThat(waits.longest()).isEqualTo(Duration.ofHours(2));
    assertThat(waits.buckets().getFirst().count()).isEqualTo(2);
  }

  @Test
  void anEmptyOneHasNoTimes() {
    WaitTimes none = WaitTimes.of(null);
    assertThat(none.count()).isZero();
    assertThat(none.percentile(99)).isZero();
    assertThat(none.buckets()).isEmpty();
    assertThatThrownBy(() -> none.percentile(101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("101");
    assertThatThrownBy(() -> none.percentile(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package io.smolscale.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.SchedulerStats;
import io.smolscale.Smolscale;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SmolscaleMetricsTest {
  private static final long LIMIT_NANOS = 60_000_000_000L;

  private final MeterRegistry registry = new SimpleMeterRegistry();

  private static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).isNegative();
      Thread.sleep(5);
    }
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }

  private double counter(String name, String... tags) {
    return registry.get(name).tags(tags).functionCounter().count();
  }

  @Test
  void metersSayWhatTheSchedulerSays() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Scheduler scheduler =
        Scheduler.create(SchedulerConfig.DEFAULT.withName("metered").withParallelism(2))) {
      new SmolscaleMetrics(scheduler, Tags.of("zone", "a")).bindTo(registry);
      try {
        List<Thread> parked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          Thread thread = scheduler.virtualThreads().newThread(() -> awaits(release));
          thread.start();
          parked.add(thread);
        }
        until(() -> parked.stream().allMatch(t -> t.getState() == Thread.State.WAITING));
        until(() -> saysTheSame(scheduler)); // the last probe may still be on its way
        until(() -> gauge("smolscale.threads.parked", "reason", "condition") == 5);
        assertThat(gauge("smolscale.threads", "state", "parked")).isEqualTo(5);
        assertThat(gauge("smolscale.threads.parked", "reason", "sleep")).isZero();
        until(() -> gauge("smolscale.workers", "state", "busy") == 0);
        until(() -> gauge("smolscale.workers", "state", "asleep") == scheduler.stats().workers());
        assertThat(registry.find("jvm.threads.virtual.live").gauge())
            .as("that is of the global scheduler")
            .isNull();
      } finally {
        release.countDown();
      }
    }
  }

  private boolean saysTheSame(Scheduler scheduler) {
    SchedulerStats stats = scheduler.stats();
    return stats.awake() == 0
        && stats.tasks() > 0
        && counter("smolscale.tasks", "name", "metered", "zone", "a") == stats.tasks()
        && counter("smolscale.wakeups") == stats.wakeUps();
  }

  private static void awaits(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @SuppressWarnings("ThreadPriorityCheck") // a yield is what is to be seen
  void samplesOfDelaysGoIntoATimerOnce() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    try (Scheduler scheduler =
        Scheduler.create(SchedulerConfig.DEFAULT.withName("delays").withParallelism(1))) {
      new SmolscaleMetrics(scheduler, Tags.empty()).bindTo(registry);
      scheduler.spawn(() -> {
        while (!stop.get()) {
          Thread.yield();
        }
      });
      until(() -> scheduler.latency().fromOutside().count() >= 3);
      stop.set(true);
      until(() -> scheduler.stats().awake() == 0);
      long samples = scheduler.latency().fromOutside().count();
      Timer timer = registry.get("smolscale.scheduling.delay").tags("source", "outside").timer();
      for (int i = 0; i < 3; i++) {
        assertThat(gauge("smolscale.scheduling.delay.oldest")).isZero();
        assertThat(timer.count()).isEqualTo(samples);
      }
      until(() -> counter("smolscale.worker.time", "activity", "tasks") > 0);
    }
  }

  @Test
  void theGlobalSchedulersThreadsHaveTheNamesThatMicrometerGivesThem() {
    new SmolscaleMetrics().bindTo(registry);
    assertThat(gauge("jvm.threads.virtual.parallelism"))
        .isEqualTo(Smolscale.scheduler().stats().parallelism());
    assertThat(registry.get("jvm.threads.virtual.live").gauges())
        .extracting(gauge -> gauge.getId().getTag("scheduling.status"))
        .containsExactlyInAnyOrder("mounted", "queued");
    assertThat(registry.get("jvm.threads.virtual.pool.size").gauge().getId().getTags()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertThatThrownBy(() -> new SmolscaleMetrics(null, Tags.empty()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("scheduler");
    assertThatThrownBy(() -> new SmolscaleMetrics(Smolscale.scheduler(), null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("tags");
    assertThatThrownBy(() -> new SmolscaleMetrics().bindTo(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("registry");
  }
}

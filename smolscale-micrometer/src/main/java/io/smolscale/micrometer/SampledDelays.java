package io.smolscale.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.smolscale.Scheduler;
import io.smolscale.SchedulingLatency;
import io.smolscale.WaitTimes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Hands the samples that the scheduler has taken since the last scrape to a timer: each as the
/// upper bound of its bucket, an eighth too long at most. There are ten a second at most.
final class SampledDelays {
  private final Scheduler scheduler;
  private final Side outside;
  private final Side inside;

  SampledDelays(Scheduler scheduler, MeterRegistry registry, String name, Tags tags) {
    this.scheduler = scheduler;
    outside = new Side(timer(registry, name, tags.and("source", "outside")));
    inside = new Side(timer(registry, name, tags.and("source", "inside")));
  }

  private static Timer timer(MeterRegistry registry, String name, Tags tags) {
    return Timer.builder(name)
        .tags(tags)
        .description("How long tasks that can run wait for a worker, sampled")
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(1_000))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry);
  }

  /// Called at each scrape.
  ///
  /// @return for how long the oldest waits, in nanoseconds
  synchronized double recordNewAndTellOldest() {
    SchedulingLatency latency = scheduler.latency();
    outside.record(latency.fromOutside());
    inside.record(latency.fromInside());
    return latency.oldestNow().toNanos();
  }

  /// Guarded by the object around it.
  private static final class Side {
    private final Timer timer;
    private final Map<Duration, Long> known = new HashMap<>();

    Side(Timer timer) {
      this.timer = timer;
    }

    void record(WaitTimes waits) {
      for (WaitTimes.Bucket bucket : waits.buckets()) {
        Long before = known.put(bucket.below(), bucket.count());
        for (long n = before == null ? 0 : before; n < bucket.count(); n++) {
          timer.record(bucket.below());
        }
      }
    }
  }
}

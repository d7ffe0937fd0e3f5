package io.smolscale.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.smolscale.ParkReason;
import io.smolscale.Scheduler;
import io.smolscale.SchedulerStats;
import io.smolscale.Smolscale;
import io.smolscale.ThreadCounts;
import io.smolscale.WorkerTimes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Meters of a scheduler: those that Micrometer has for virtual threads, and smolscale's own beside
/// them, all tagged with the scheduler's `name`.
///
/// | meter | kind | what |
/// | --- | --- | --- |
/// | `jvm.threads.virtual.parallelism`, `.pool.size`, `.live` | gauge | as in `micrometer-java21`, which is left to do it if it is there; of the global scheduler only, without `name` |
/// | `smolscale.threads` by `state` | gauge | virtual threads `running`, `runnable`, `parked` |
/// | `smolscale.threads.parked` by `reason` | gauge | what the parked wait for |
/// | `smolscale.threads.pinned` | gauge | how many of the parked keep their worker |
/// | `smolscale.workers` by `state` | gauge | workers `busy`, `looking`, `asleep` |
/// | `smolscale.workers.spare` | gauge | how many of them are spares |
/// | `smolscale.tasks.waiting` | gauge | tasks that can run and wait for a worker |
/// | `smolscale.tasks`, `smolscale.tasks.moved` | counter | what was run, what went to another worker |
/// | `smolscale.wakeups`, `smolscale.wakeups.avoided` | counter | workers woken, and not |
/// | `smolscale.helps`, `smolscale.rescues`, `smolscale.standdowns` | counter | see `SchedulerStats` |
/// | `smolscale.worker.time` by `activity` | counter, seconds | `tasks`, `stuck`, `polling`, `looking`, `asleep`, sampled |
/// | `smolscale.worker.processor` by `state` | counter, seconds | home workers `running` and `waiting` for a processor; Linux |
/// | `smolscale.processor.throttled` | counter, seconds | for how long the control group was held back; Linux |
/// | `smolscale.scheduling.delay` by `source` | timer with a histogram | how long tasks wait for a worker, sampled, from `outside` and `inside` |
/// | `smolscale.scheduling.delay.oldest` | gauge, seconds | for how long the oldest task that came from outside has waited |
///
/// A scrape looks at each virtual thread once, some 100 nanoseconds for each, and at 200 stacks at
/// most; and once a second at most. Binding is thread-safe and does not block; the meters are read
/// by whoever scrapes.
///
/// The classes of smolscale come from the class path or, where the scheduler came by the option
/// file or the agent, from there: then the application needs this artifact alone.
public final class SmolscaleMetrics implements MeterBinder {
  private static final String NAME = "smolscale.";
  private static final String SECONDS = "seconds";
  private static final String VIRTUAL = "jvm.threads.virtual.";
  private static final String OF_MICROMETER =
      "io.micrometer.java21.instrument.binder.jdk.VirtualThreadMetrics";

  private final Scheduler scheduler;
  private final Tags tags;

  /// Meters of the global scheduler, which is that of every virtual thread with the option file or
  /// the agent.
  public SmolscaleMetrics() {
    this(Smolscale.scheduler(), Tags.empty());
  }

  /// Meters of any scheduler.
  ///
  /// @param tags besides `name`
  public SmolscaleMetrics(Scheduler scheduler, Iterable<Tag> tags) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.tags = Tags.of(Objects.requireNonNull(tags, "tags")).and("name", scheduler.name());
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    Objects.requireNonNull(registry, "registry");
    Readings readings = new Readings(scheduler);
    if (scheduler.equals(Smolscale.scheduler()) && !isThere(OF_MICROMETER)) {
      bindVirtualThreads(registry);
    }
    bindThreads(registry, readings);
    bindWorkers(registry);
    bindWork(registry);
    bindTimes(registry, readings);
    SampledDelays delays = new SampledDelays(scheduler, registry, NAME + "scheduling.delay", tags);
    TimeGauge.builder(
            NAME + "scheduling.delay.oldest",
            delays,
            TimeUnit.NANOSECONDS,
            SampledDelays::recordNewAndTellOldest)
        .tags(tags)
        .description("For how long the oldest task that came from outside waits at least")
        .strongReference(true)
        .register(registry);
  }

  private static boolean isThere(String type) {
    try {
      Class.forName(type, false, SmolscaleMetrics.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }

  private void bindVirtualThreads(MeterRegistry registry) {
    Tags own = Tags.of(tags.stream().filter(tag -> !tag.getKey().equals("name")).toList());
    gauge(VIRTUAL + "parallelism", own, SchedulerStats::parallelism)
        .description("Virtual thread scheduler's target parallelism")
        .register(registry);
    gauge(VIRTUAL + "pool.size", own, SchedulerStats::workers)
        .description("Current number of platform threads that the scheduler has started")
        .baseUnit(BaseUnits.THREADS)
        .register(registry);
    String live = "Approximate current number of virtual threads that are unfinished";
    gauge(VIRTUAL + "live", own.and("scheduling.status", "mounted"), SchedulerStats::busy)
        .description(live)
        .baseUnit(BaseUnits.THREADS)
        .register(registry);
    gauge(VIRTUAL + "live", own.and("scheduling.status", "queued"), SchedulerStats::waiting)
        .description(live)
        .baseUnit(BaseUnits.THREADS)
        .register(registry);
  }

  private void bindThreads(MeterRegistry registry, Readings readings) {
    threads(registry, readings, "threads", tags.and("state", "running"), ThreadCounts::running);
    threads(registry, readings, "threads", tags.and("state", "runnable"), ThreadCounts::runnable);
    threads(registry, readings, "threads", tags.and("state", "parked"), ThreadCounts::parked);
    threads(registry, readings, "threads.pinned", tags, ThreadCounts::pinned);
    for (ParkReason reason : ParkReason.values()) {
      threads(
          registry,
          readings,
          "threads.parked",
          tags.and("reason", reason.name().toLowerCase(Locale.ROOT)),
          counts -> counts.parked(reason));
    }
  }

  private static void threads(
      MeterRegistry registry,
      Readings readings,
      String name,
      Tags tags,
      Function<ThreadCounts, Long> count) {
    Gauge.builder(
            NAME + name,
            readings,
            of -> {
              ThreadCounts counts = of.threads();
              return counts.isKnown() ? count.apply(counts) : Double.NaN;
            })
        .tags(tags)
        .description("Virtual threads that are alive, by what they do")
        .baseUnit(BaseUnits.THREADS)
        .strongReference(true)
        .register(registry);
  }

  private void bindWorkers(MeterRegistry registry) {
    String workers = "Platform threads that run virtual threads, by what they do";
    gauge(NAME + "workers", tags.and("state", "busy"), SchedulerStats::busy)
        .description(workers)
        .baseUnit(BaseUnits.THREADS)
        .register(registry);
    gauge(
            NAME + "workers",
            tags.and("state", "looking"),
            stats -> Math.max(0, stats.awake() - stats.busy()))
        .description(workers)
        .baseUnit(BaseUnits.THREADS)
        .register(registry);
    gauge(
            NAME + "workers",
            tags.and("state", "asleep"),
            stats -> Math.max(0, stats.workers() - stats.awake()))
        .description(workers)
        .baseUnit(BaseUnits.THREADS)
        .register(registry);
    gauge(NAME + "workers.spare", tags, SchedulerStats::spares)
        .description("Platform threads beyond the parallelism, for workers that are stuck")
        .baseUnit(BaseUnits.THREADS)
        .register(registry);
    gauge(NAME + "tasks.waiting", tags, SchedulerStats::waiting)
        .description("Tasks that can run and wait for a worker")
        .baseUnit(BaseUnits.TASKS)
        .register(registry);
  }

  private Gauge.Builder<Scheduler> gauge(
      String name, Tags tags, ToDoubleFunction<SchedulerStats> value) {
    return Gauge.builder(name, scheduler, of -> value.applyAsDouble(of.stats())).tags(tags);
  }

  private void bindWork(MeterRegistry registry) {
    counter(registry, "tasks", "Tasks begun, or virtual threads gone on", SchedulerStats::tasks);
    counter(registry, "tasks.moved", "Tasks gone to another worker", SchedulerStats::tasksMoved);
    counter(registry, "wakeups", "Sleeping workers woken", SchedulerStats::wakeUps);
    counter(registry, "wakeups.avoided", "Tasks without a wake-up", SchedulerStats::wakeUpsAvoided);
    counter(registry, "helps", "Workers woken for a share of others' work", SchedulerStats::helps);
    counter(registry, "rescues", "Times others came for a stuck worker", SchedulerStats::rescues);
    counter(registry, "standdowns", "Spares told to go", SchedulerStats::standDowns);
  }

  private void counter(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<SchedulerStats> value) {
    FunctionCounter.builder(NAME + name, scheduler, of -> value.applyAsDouble(of.stats()))
        .tags(tags)
        .description(description)
        .register(registry);
  }

  private void bindTimes(MeterRegistry registry, Readings readings) {
    String sampled = "What workers spend their time with, sampled";
    time(registry, readings, "worker.time", "activity", "tasks", sampled, of -> of.total().tasks());
    time(registry, readings, "worker.time", "activity", "stuck", sampled, of -> of.total().stuck());
    time(
        registry,
        readings,
        "worker.time",
        "activity",
        "polling",
        sampled,
        of -> of.total().polling());
    time(
        registry,
        readings,
        "worker.time",
        "activity",
        "looking",
        sampled,
        of -> of.total().looking());
    time(
        registry,
        readings,
        "worker.time",
        "activity",
        "asleep",
        sampled,
        of -> of.total().asleep());
    if (readings.times().workers().stream().allMatch(of -> of.processor().isPresent())) {
      String processor = "Processor time of home workers, and their waits for a processor";
      time(
          registry,
          readings,
          "worker.processor",
          "state",
          "running",
          processor,
          of -> sum(of.workers(), worker -> worker.processor().orElse(Duration.ZERO)));
      time(
          registry,
          readings,
          "worker.processor",
          "state",
          "waiting",
          processor,
          of -> sum(of.workers(), worker -> worker.offProcessor().orElse(Duration.ZERO)));
    }
    if (readings.times().throttled().isPresent()) {
      FunctionCounter.builder(
              NAME + "processor.throttled",
              readings,
              of -> seconds(of.times().throttled().orElse(Duration.ZERO)))
          .tags(tags)
          .description("For how long the control group of the process was held back")
          .baseUnit(SECONDS)
          .register(registry);
    }
  }

  private static Duration sum(
      List<WorkerTimes.Worker> workers, Function<WorkerTimes.Worker, Duration> time) {
    return workers.stream()
        .filter(worker -> !worker.spare())
        .map(time)
        .reduce(Duration.ZERO, Duration::plus);
  }

  private void time(
      MeterRegistry registry,
      Readings readings,
      String name,
      String key,
      String value,
      String description,
      Function<WorkerTimes, Duration> time) {
    FunctionCounter.builder(NAME + name, readings, of -> seconds(time.apply(of.times())))
        .tags(tags.and(key, value))
        .description(description)
        .baseUnit(SECONDS)
        .register(registry);
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}

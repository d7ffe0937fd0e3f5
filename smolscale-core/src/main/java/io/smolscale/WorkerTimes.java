package io.smolscale;

import io.smolscale.internal.observe.ProcessorTimes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// What the workers of a scheduler spend their time with: what [Scheduler#workerTimes] gives.
///
/// What a worker does is sampled, every 1 to 10 ms while the scheduler has work, and each sample
/// counts for the time since the one before: right on average, and wrong by some samples. What it
/// had of a processor is the operating system's account, and exact where there is one (Linux).
///
/// Values are immutable. To see what happens in a span of time, take two and compare.
public final class WorkerTimes {
  private final List<Worker> workers;
  private final Optional<Duration> throttled;
  private final Worker total;

  private WorkerTimes(List<Worker> workers, Worker total, Optional<Duration> throttled) {
    this.workers = List.copyOf(workers);
    this.total = total;
    this.throttled = throttled;
  }

  /// @param retired what those have spent their time with that have retired
  static WorkerTimes of(List<Worker> workers, List<Worker> retired) {
    OptionalLong throttled = ProcessorTimes.throttled();
    List<Worker> all = new ArrayList<>(workers);
    all.addAll(retired);
    return new WorkerTimes(
        workers,
        new Worker(
            "all",
            false,
            false,
            workers.stream().mapToInt(Worker::queued).sum(),
            sum(all, Worker::tasks),
            sum(all, Worker::stuck),
            sum(all, Worker::polling),
            sum(all, Worker::looking),
            sum(all, Worker::asleep),
            Optional.empty(),
            Optional.empty()),
        throttled.isPresent()
            ? Optional.of(Duration.ofNanos(throttled.getAsLong()))
            : Optional.empty());
  }

  private static Duration sum(List<Worker> workers, Function<Worker, Duration> time) {
    return workers.stream().map(time).reduce(Duration.ZERO, Duration::plus);
  }

  /// One worker, since it was first seen.
  ///
  /// @param name the name of its thread
  /// @param spare whether it is one
  /// @param busy whether it is in a task now
  /// @param queued how many tasks wait for it now
  /// @param tasks in tasks, those that are stuck left out
  /// @param stuck in one task for longer than 10 ms, or in one that said that it blocks
  /// @param polling with sockets that are ready
  /// @param looking for a task
  /// @param asleep in no task, waiting for a wake-up, a timer or a socket
  /// @param processor on a processor, whatever it did there; empty where it is not known
  /// @param offProcessor when it could have run, and the operating system ran something else, or
  ///   held the process back; empty where it is not known
  public record Worker(
      String name,
      boolean spare,
      boolean busy,
      int queued,
      Duration tasks,
      Duration stuck,
      Duration polling,
      Duration looking,
      Duration asleep,
      Optional<Duration> processor,
      Optional<Duration> offProcessor) {}

  /// Returns the workers that exist, in the order in which they came.
  public List<Worker> workers() {
    return workers;
  }

  /// Returns the sums of all workers, with the samples of those that have retired, but without what
  /// the operating system says. None of its times ever becomes less.
  public Worker total() {
    return total;
  }

  /// Returns for how long the control group of the process has been held back, because the limit of
  /// its processor time was used up; empty where it is not known. It is of the whole process, since
  /// the group was made.
  public Optional<Duration> throttled() {
    return throttled;
  }

  /// Returns a line for each worker, for people.
  public String describe() {
    StringBuilder text = new StringBuilder();
    for (Worker worker : workers) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-28s tasks %.1f s, stuck %.1f s, polling %.1f s, looking %.1f s, asleep %.1f"
                  + " s%s%s\n",
              worker.name,
              seconds(worker.tasks),
              seconds(worker.stuck),
              seconds(worker.polling),
              seconds(worker.looking),
              seconds(worker.asleep),
              optional(", on a processor %.1f s", worker.processor),
              optional(", waited for one %.1f s", worker.offProcessor)));
    }
    throttled.ifPresent(
        time -> text.append(String.format(Locale.ROOT, "throttled %.1f s\n", seconds(time))));
    return text.toString();
  }

  @SuppressWarnings("FormatStringAnnotation") // both of its callers' are literals
  private static String optional(String format, Optional<Duration> time) {
    return time.map(known -> String.format(Locale.ROOT, format, seconds(known))).orElse("");
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  /// Returns [#describe].
  @Override
  public String toString() {
    return describe();
  }
}

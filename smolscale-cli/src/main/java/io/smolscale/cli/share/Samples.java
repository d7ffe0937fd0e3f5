package io.smolscale.cli.share;

import java.util.EnumMap;
import java.util.Map;

/// Counts the samples of recordings.
///
/// A sample without a stack, and one that the recorder lost, is taken to be like the others of
/// threads of its sort: which samples are lost depends on what a thread is, more than on what it
/// does.
final class Samples {
  private final Sampling sampling;
  private final Map<ThreadSort, Counts> counts = new EnumMap<>(ThreadSort.class);

  private static final class Counts {
    final Map<Activity, Long> nanos = new EnumMap<>(Activity.class);
    long known;
    long failed;
    long lost;

    double scale() {
      return (double) (known + failed + lost) / known;
    }
  }

  Samples(Sampling sampling) {
    this.sampling = sampling;
  }

  /// Adds a sample.
  ///
  /// @param nanos of CPU time that it stands for
  void add(ThreadSort sort, Activity activity, long nanos) {
    Counts of = of(sort);
    of.known++;
    of.nanos.merge(activity, nanos, Long::sum);
  }

  /// Adds a sample that has no stack.
  void failed(ThreadSort sort) {
    of(sort).failed++;
  }

  /// Adds samples that were lost.
  void lost(ThreadSort sort, long number) {
    of(sort).lost += number;
  }

  private Counts of(ThreadSort sort) {
    return counts.computeIfAbsent(sort, _ -> new Counts());
  }

  /// Returns what they say of a process.
  ///
  /// @param processNanos what the operating system says that it has used; 0 if it does not say
  Share share(long processNanos) {
    Map<Activity, Double> nanos = new EnumMap<>(Activity.class);
    long known = 0;
    long failed = 0;
    long lost = 0;
    for (Counts of : counts.values()) {
      known += of.known;
      failed += of.failed;
      lost += of.lost;
      of.nanos.forEach(
          (activity, sampled) -> nanos.merge(activity, sampled * of.scale(), Double::sum));
    }
    double sampled = nanos.values().stream().mapToDouble(Double::doubleValue).sum();
    if (sampling == Sampling.CPU_TIME && processNanos > sampled) {
      nanos.merge(Activity.JVM, processNanos - sampled, Double::sum);
    }
    return new Share(sampling, nanos, known, failed, lost);
  }
}

package io.smolscale.bench.result;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What a measured JVM says about its workload, in one line of JSON.
///
/// @param carrier the platform thread below a virtual one, which tells whose scheduler it was
/// @param stuck why there are no samples, if the workload gave up
/// @param collector the garbage collector
/// @param residentBytes how much memory the process had at most, the heap and all else
/// @param latency of all samples together, if the workload takes note of it
/// @param typical what it is in a typical slice of a sample, of those in which no hypervisor took a
///   core away; null if it did in each
public record Report(
    String workload,
    String carrier,
    String collector,
    long residentBytes,
    @Nullable String stuck,
    List<Sample> samples,
    @Nullable Latency latency,
    @Nullable Latency typical) {

  /// One measured run, and what the whole process used meanwhile.
  ///
  /// @param allocatedBytes on the heap, whether or not they were collected meanwhile; null where
  ///   the process is another program, which does not tell
  /// @param waitNanos how long its threads waited for a core, which tells about the neighbours
  public record Sample(
      double operations,
      long wallNanos,
      long cpuNanos,
      long waitNanos,
      long voluntary,
      long involuntary,
      @Nullable Long allocatedBytes) {

    /// How many threads waited for a core, on average.
    public double coreWait() {
      return waitNanos / (double) wallNanos;
    }
  }

  /// Medians over the samples.
  public double wallNanosPerOperation() {
    return median(Sample::wallNanos);
  }

  public double cpuNanosPerOperation() {
    return median(Sample::cpuNanos);
  }

  public double switchesPerOperation() {
    return median(sample -> sample.voluntary() + sample.involuntary());
  }

  /// How often a thread fell asleep, and so was woken: by another one, a timer or the network.
  public double wakeUpsPerOperation() {
    return median(Sample::voluntary);
  }

  public double involuntaryPerOperation() {
    return median(Sample::involuntary);
  }

  public double allocatedPerOperation() {
    return median(sample -> {
      final Long bytes = sample.allocatedBytes();
      return bytes == null ? Double.NaN : bytes;
    });
  }

  /// How many threads waited for a core, on average.
  public double coreWait() {
    return samples.stream().mapToDouble(Sample::coreWait).average().orElse(Double.NaN);
  }

  private double median(ToDoubleFunction<Sample> used) {
    final Spread spread =
        Spread.of(samples.stream().map(s -> used.applyAsDouble(s) / s.operations()).toList());
    return spread == null ? Double.NaN : spread.median();
  }
}

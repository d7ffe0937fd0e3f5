package io.smolscale.cli.share;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/// Where the CPU time of a program went.
///
/// @param sampling how that was seen
/// @param nanos of CPU time for each activity; of those that were not seen there is none
/// @param samples that have told it
/// @param failed how many had no stack
/// @param lost how many the recorder lost
public record Share(
    Sampling sampling, Map<Activity, Double> nanos, long samples, long failed, long lost) {
  /// Below that, chance has too large a part in it.
  private static final int ENOUGH = 100;

  private static final double DEVIATIONS = 2; // of 20 times 19 are nearer

  public Share {
    EnumMap<Activity, Double> sorted = new EnumMap<>(Activity.class);
    sorted.putAll(nanos);
    nanos = Map.copyOf(sorted);
  }

  /// Returns a share of the same program in a run that has used less than this one.
  ///
  /// @param processNanos what that run has used: the JVM has the less of it
  public Share in(double processNanos) {
    double others = total() - of(Activity.JVM);
    EnumMap<Activity, Double> less = new EnumMap<>(Activity.class);
    less.putAll(nanos);
    less.put(Activity.JVM, Math.clamp(processNanos - others, 0, of(Activity.JVM)));
    return new Share(sampling, less, samples, failed, lost);
  }

  double of(Activity activity) {
    return nanos.getOrDefault(activity, 0.0);
  }

  double total() {
    return nanos.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  double part(Activity activity) {
    return total() == 0 ? 0 : of(activity) / total();
  }

  /// Returns the part of its CPU time that goes into scheduling virtual threads, handing over
  /// between them and waking them.
  public double schedulers() {
    return parts(Activity::isSchedulers);
  }

  /// Returns the part of its CPU time that goes into handing over to platform threads and waking
  /// them.
  double platforms() {
    return parts(Activity::isPlatforms);
  }

  private double parts(Predicate<Activity> which) {
    return Arrays.stream(Activity.values()).filter(which).mapToDouble(this::part).sum();
  }

  /// How far chance may have moved that, to either side.
  double error() {
    double part = schedulers();
    return DEVIATIONS * Math.sqrt(part * (1 - part) / Math.max(1, samples));
  }

  /// The part of its CPU time that another scheduler can save at most.
  double bound() {
    return Math.min(1, schedulers() + error());
  }

  boolean isTooSmall() {
    return samples < ENOUGH;
  }

  /// Whether more samples are missing than are there.
  boolean isFullOfHoles() {
    return failed + lost > samples;
  }
}

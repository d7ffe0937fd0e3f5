package io.smolscale.cli.demo;

import io.smolscale.cli.measure.MachineUsage;
import java.util.OptionalDouble;

/// One measured stretch of load: one side, one rate, one round.
///
/// @param contender the side's name
/// @param requests that were answered rightly
/// @param errors requests with a wrong reply or none
/// @param seconds from the first request to the last reply
/// @param endedThreads threads of the service whose last context switches went uncounted
record Window(
    String contender,
    int rate,
    int round,
    long requests,
    long errors,
    double seconds,
    Cost cost,
    Latency latency,
    Conditions conditions,
    int endedThreads) {

  /// What the service's process used per request, where the operating system tells.
  record Cost(OptionalDouble cpuMicros, OptionalDouble switches) {}

  /// From the moment a request was meant to leave to its reply, in microseconds.
  record Latency(double p50, double p99, double p999) {}

  /// What may have spoilt the figures.
  ///
  /// @param delayP99Micros how late the load generator sent although it could have been in time
  /// @param disturbance what other processes and the hypervisor took of the machine
  record Conditions(double delayP99Micros, MachineUsage.Disturbance disturbance) {}
}

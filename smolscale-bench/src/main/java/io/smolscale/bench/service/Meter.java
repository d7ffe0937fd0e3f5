package io.smolscale.bench.service;

import io.smolscale.bench.Usage;
import java.io.IOException;
import java.time.Duration;

/// What a service's process has used so far, and nothing that it started.
///
/// The sum over its threads is exact and misses those that have ended; the process's own account
/// misses nothing, and is rounded to hundredths of a second. So the sum counts as far as the
/// rounded account bears it out. The JIT compilers are left out of both.
///
/// @param whole the CPU time of the process, of the compilers and of threads that have ended, too
record Meter(Usage threads, Duration whole) {
  private static final long STEP_NANOS = 20_000_000; // user and system time are rounded down each

  /// Reads the accounts.
  static Meter of(ProcessHandle process) throws IOException {
    return new Meter(
        Usage.of(process.pid()), process.info().totalCpuDuration().orElse(Duration.ZERO));
  }

  /// What was used since then.
  Usage.Account since(Meter start) {
    final Usage.Account used = threads.since(start.threads);
    final long rounded =
        whole.minus(start.whole).toNanos() - threads.compilersSince(start.threads).cpuNanos();
    return new Usage.Account(
        Math.clamp(used.cpuNanos(), rounded - STEP_NANOS, rounded + STEP_NANOS),
        used.waitNanos(),
        used.voluntary(),
        used.involuntary());
  }
}

package io.smolscale.cli.compare;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.smolscale.cli.measure.ChildrenUsage;
import io.smolscale.cli.measure.MachineUsage;
import io.smolscale.cli.measure.MachineUsage.Disturbance;
import io.smolscale.cli.measure.PeakMemory;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Progress;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Runs a command once, from start to end, and measures it.
final class Execution {
  private static final long LOOK_EVERY_MILLIS = 20;
  private static final long TICK_EVERY_MILLIS = 1_000;
  private static final double NANOS = 1e9;

  private final Process process;
  private final PeakMemory memory;
  private final Progress progress;
  private final long start = System.nanoTime();
  private long nextTick = TICK_EVERY_MILLIS;

  private Execution(Process process, Progress progress) {
    this.process = process;
    this.progress = progress;
    memory = new PeakMemory(process.toHandle());
  }

  static Run run(
      Contender contender,
      int round,
      Optional<Duration> limit,
      Path log,
      Map<String, String> environment,
      Progress progress)
      throws InterruptedException {
    final Optional<ChildrenUsage> childrenBefore = ChildrenUsage.now();
    final Optional<MachineUsage> machineBefore = MachineUsage.now();
    Process process = start(contender, log, environment);
    Thread killer = new Thread(() -> end(process));
    killAtOurEnd(killer, process);
    Execution execution = new Execution(process, progress);
    Run.End end = Run.End.BY_ITSELF;
    int lost = 0;
    if (!execution.endsWithin(limit)) {
      Stop stop = Stop.of(process);
      end = stop.end();
      lost = stop.lost();
    }
    final double seconds = (System.nanoTime() - execution.start) / NANOS;
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException _) {
      // This JVM ends just now, and the hook finds a process that is over.
    }
    Optional<ChildrenUsage> used =
        childrenBefore.flatMap(before -> ChildrenUsage.now().map(now -> now.since(before)));
    return new Run(
        contender.name(),
        round,
        end,
        process.exitValue(),
        seconds,
        execution.cost(used),
        lost,
        disturbance(machineBefore, used, seconds),
        log);
  }

  private static Process start(Contender contender, Path log, Map<String, String> environment) {
    ProcessBuilder builder =
        new ProcessBuilder(contender.words())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw CommandException.badInput("cannot run the command: " + e.getMessage());
    }
  }

  /// Has a process killed if somebody ends us in the middle.
  private static void killAtOurEnd(Thread killer, Process process) {
    try {
      Runtime.getRuntime().addShutdownHook(killer);
    } catch (IllegalStateException e) { // we are being ended: nothing else kills this one
      end(process);
      throw CommandException.failure("it was ended between two runs");
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /// Watches it until it ends or the time is over.
  private boolean endsWithin(Optional<Duration> limit) throws InterruptedException {
    while (!process.waitFor(LOOK_EVERY_MILLIS, MILLISECONDS)) {
      long elapsed = (System.nanoTime() - start) / 1_000_000;
      if (limit.isPresent() && elapsed >= limit.get().toMillis()) {
        memory.lookAtAll();
        return false;
      }
      memory.look();
      if (elapsed >= nextTick) {
        progress.tick();
        nextTick = elapsed + TICK_EVERY_MILLIS;
      }
    }
    return true;
  }

  private Run.Cost cost(Optional<ChildrenUsage> used) {
    return new Run.Cost(
        used.map(usage -> OptionalDouble.of(usage.cpuNanos() / NANOS))
            .orElse(OptionalDouble.empty()),
        used.map(usage -> OptionalDouble.of((double) usage.switches()))
            .orElse(OptionalDouble.empty()),
        memory.bytes().isPresent()
            ? OptionalDouble.of((double) memory.bytes().getAsLong())
            : OptionalDouble.empty());
  }

  private static Disturbance disturbance(
      Optional<MachineUsage> before, Optional<ChildrenUsage> used, double seconds) {
    Optional<MachineUsage> after = MachineUsage.now();
    if (before.isEmpty() || after.isEmpty() || used.isEmpty()) {
      return Disturbance.UNKNOWN;
    }
    return after.get().since(before.get(), (long) (seconds * NANOS), used.get().cpuNanos());
  }
}

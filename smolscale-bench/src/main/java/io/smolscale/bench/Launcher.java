package io.smolscale.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.bench.report.Numbers;
import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Report;
import io.smolscale.bench.result.Result;
import io.smolscale.bench.result.Variant;
import io.smolscale.bench.workload.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Starts a fresh JVM for each measurement, and gets rid of those that hang.
final class Launcher {
  private final List<String> jvmArgs;
  private final Plan plan;
  private final Duration timeout;
  private final @Nullable Path dumps;
  private final Set<String> warnings = new HashSet<>();

  /// @param jvmArgs for all variants
  /// @param timeout after which a JVM hangs and is killed
  /// @param dumps the folder for the thread dumps of those; null if there is no time for any
  Launcher(List<String> jvmArgs, Plan plan, Duration timeout, @Nullable Path dumps) {
    this.jvmArgs = jvmArgs;
    this.plan = plan;
    this.timeout = timeout;
    this.dumps = dumps;
  }

  Result run(Variant variant, Workload workload) throws IOException, InterruptedException {
    final Path out = Files.createTempFile("smolscale-bench-", ".out");
    final Path err = Files.createTempFile("smolscale-bench-", ".err");
    try {
      final Process process =
          new ProcessBuilder(command(variant, workload))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(timeout)) {
        final String hint =
            "%s of CPU used, %s".formatted(cpu(process), ThreadDump.write(process, dumps));
        process.destroyForcibly().waitFor();
        return new Result.TimedOut(hint);
      }
      if (process.exitValue() != 0) {
        return new Result.Failed(Files.readString(out) + Files.readString(err));
      }
      passOn(variant, Files.readString(err));
      return result(Files.readString(out));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private List<String> command(Variant variant, Workload workload) {
    final List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(jvmArgs);
    command.addAll(workload.jvmArgs());
    command.addAll(variant.jvmArgs());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Child.class.getName(), workload.name()));
    command.addAll(plan.args());
    return command;
  }

  private static Result result(String output) throws IOException {
    final Optional<String> json = output.lines().filter(line -> line.startsWith("{")).findFirst();
    if (json.isEmpty()) {
      return new Result.Failed(output);
    }
    final Report report = JSON.std.beanFrom(Report.class, json.get());
    final String stuck = report.stuck();
    return stuck == null ? new Result.Measured(report, false) : new Result.Stuck(stuck);
  }

  // An agent that is refused may say so and go on, on the JDK's scheduler. Nobody should miss that,
  // nor read it a hundred times.
  private void passOn(Variant variant, String stderr) {
    stderr
        .lines()
        .map(line -> variant.name() + ": " + line)
        .filter(warnings::add)
        .forEach(System.err::println);
  }

  // Little of it is a hang, much a live-lock; or the machine had no time for us.
  private static String cpu(Process process) {
    return process
        .info()
        .totalCpuDuration()
        .map(used -> Numbers.time((double) used.toNanos()))
        .orElse("an unknown amount");
  }

  private static String java() {
    return ProcessHandle.current()
        .info()
        .command()
        .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
  }
}

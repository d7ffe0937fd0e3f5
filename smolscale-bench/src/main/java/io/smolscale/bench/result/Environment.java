package io.smolscale.bench.result;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Where and on what a comparison ran: no figure means anything without.
///
/// @param load the machine's load average before the start: above 0, somebody else was at work
public record Environment(
    String started, String commit, String jdk, String os, String cpu, int processors, double load) {
  private static final String UNKNOWN = "unknown";
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  /// This machine, now.
  public static Environment here() throws IOException, InterruptedException {
    return new Environment(
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        readCommit(),
        "%s %s".formatted(System.getProperty("java.vm.name"), Runtime.version()),
        "%s %s".formatted(System.getProperty("os.name"), System.getProperty("os.version")),
        readCpu(),
        Runtime.getRuntime().availableProcessors(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  /// The same of another commit, where nobody has the sources.
  public Environment withCommit(String known) {
    return new Environment(started, known, jdk, os, cpu, processors, load);
  }

  @Override
  public String toString() {
    return "%s, %s, %s, %d x %s, load %.1f, commit %s"
        .formatted(started, jdk, os, processors, cpu, load, commit);
  }

  private static String readCpu() throws IOException {
    if (!Files.exists(CPU_INFO)) {
      return UNKNOWN;
    }
    return Files.readAllLines(CPU_INFO).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static String readCommit() throws InterruptedException {
    try {
      final Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      final String described = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return git.waitFor() == 0 ? described : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN; // a benchmark needs no git
    }
  }
}

package io.smolscale.bench.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Java runtimes with no more in them than the kit needs.
final class Runtimes {
  /// Beside the base: figures of memory and threads, what the libraries log with, the exact sleep
  /// of a queue of somebody's, events that smolscale would say in a real JVM, and jcmd, which
  /// writes down the threads of a JVM that hangs.
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.management",
          "jdk.management",
          "java.logging",
          "jdk.unsupported",
          "jdk.jfr",
          "jdk.jcmd");

  private Runtimes() {}

  /// Makes one in a folder that is not there yet, from the JDK that runs this.
  static void make(Path folder) throws IOException, InterruptedException {
    Path jlink = Path.of(System.getProperty("java.home"), "bin", "jlink");
    if (!Files.isExecutable(jlink)) {
      throw CommandException.failure(
          "there is no %s, which makes the kit's Java runtime: a whole JDK is needed"
              .formatted(jlink));
    }
    // Nothing is compressed in it: what packs the kit does that better.
    Process process =
        new ProcessBuilder(
                jlink.toString(),
                "--add-modules",
                String.join(",", MODULES),
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--compress",
                "zip-0",
                "--output",
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw CommandException.failure("jlink cannot make the kit's Java runtime: " + said.strip());
    }
  }
}

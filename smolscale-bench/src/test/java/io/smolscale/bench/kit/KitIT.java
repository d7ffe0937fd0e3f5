package io.smolscale.bench.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.bench.result.Report;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Summary;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A kit as somebody gets it, on a machine on which there is no Java and not much else.
@EnabledOnOs(OS.LINUX)
@EnabledIfSystemProperty(named = "smolscale.matrix", matches = "true")
class KitIT {
  private static final long LIMIT_MINUTES = 4;
  private static final long MAX_BYTES = 60L << 20;

  /// All that it may need of a machine.
  private static final List<String> TOOLS =
      List.of(
          "sh", "awk", "cat", "chmod", "date", "df", "gzip", "head", "mkdir", "mktemp", "rm", "sed",
          "sort", "tail", "tar", "uname", "wc");

  @TempDir private Path folder;

  @Test
  @Timeout(value = 2 * LIMIT_MINUTES, unit = TimeUnit.MINUTES)
  void aMinuteBringsRatiosAndAReport() throws Exception {
    Path kit = folder.resolve("smolscale-kit.sh");
    String root = Path.of("..").toAbsolutePath().normalize().toString();
    run(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dsmolscale.root=" + root,
            "-jar",
            Path.of("target", "smolscale-bench.jar").toString(),
            "kit",
            "-o",
            kit.toString()));
    assertThat(Files.size(kit)).isLessThan(MAX_BYTES);

    assertThat(onABareMachine(kit, "--help")).contains("Usage: smolscale-kit.sh", "--minutes");
    assertThat(onABareMachine(kit, "--list")).contains("pairs-100-cores-1: jdk, smolscale");
    Path results = folder.resolve("results");
    assertThat(onABareMachine(kit, "--minutes", "1", "-o", results.toString()))
        .contains("The report is " + results.resolve("report.html"));
    assertThat(results.resolve("report.html")).content().contains("Topology", "Stolen");
    Summary summary = Summary.read(results.resolve("results.json"));
    assertThat(summary.rows()).extracting(Row::broken).containsOnly(false);
    assertThat(carriers(summary, "jdk")).allMatch(carrier -> carrier.startsWith("ForkJoinPool"));
    assertThat(carriers(summary, "smolscale")).allMatch(carrier -> carrier.startsWith("smolscale"));
    assertThat(Files.readString(results.resolve("results.json")))
        .as("no folder is named")
        .doesNotContain(folder.toString(), root)
        .contains("@smolscale.args");
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      assertThat(left).isEmpty();
    }
  }

  private static List<String> carriers(Summary summary, String variant) {
    List<String> carriers =
        summary.rows().stream()
            .filter(row -> row.variant().name().equals(variant))
            .flatMap(row -> row.reports().stream())
            .map(Report::carrier)
            .toList();
    assertThat(carriers).isNotEmpty();
    return carriers;
  }

  private String onABareMachine(Path kit, String... args) throws Exception {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    for (String tool : TOOLS) {
      if (!Files.exists(bin.resolve(tool))) {
        Files.createSymbolicLink(bin.resolve(tool), find(tool));
      }
    }
    Path tmp = Files.createDirectories(folder.resolve("tmp"));
    Path env = find("env");
    return run(
        Stream.concat(
                Stream.of(
                    env.toString(), "-i", "PATH=" + bin, "TMPDIR=" + tmp, "sh", kit.toString()),
                Stream.of(args))
            .toList());
  }

  private static Path find(String tool) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private String run(List<String> command) throws Exception {
    Path said = folder.resolve("said");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      assertThat(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)).as("%s", command).isTrue();
      assertThat(process.exitValue()).as("%s: %s", command, Files.readString(said)).isZero();
      return Files.readString(said, UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }
}

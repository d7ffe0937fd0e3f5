package io.smolscale.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Commands that are run, measured and stopped.
@EnabledOnOs({OS.LINUX, OS.MAC})
class ExecutionTest {
  private static final Optional<Duration> SOON = Optional.of(Duration.ofMillis(300));

  @TempDir private Path folder;

  private Run run(Optional<Duration> limit, String... words) throws InterruptedException {
    return Execution.run(
        Contender.jdk(List.of(words)),
        1,
        limit,
        folder.resolve("log"),
        Map.of("GREETING", "hello"),
        new Progress(new PrintStream(OutputStream.nullOutputStream()), false, Duration.ZERO));
  }

  @Test
  void whatEndsByItselfKeepsItsExitCodeAndItsOutput() throws Exception {
    Run run = run(Optional.empty(), "sh", "-c", "echo $GREETING; echo oh >&2; exit 3");
    assertThat(run.end()).isEqualTo(Run.End.BY_ITSELF);
    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.failed()).isTrue();
    assertThat(Files.readAllLines(run.log())).containsExactly("hello", "oh");
  }

  @Test
  void theCostIsThatOfTheWholeFamily() throws Exception {
    Run run =
        run(
            Optional.empty(),
            "sh",
            "-c",
            "sh -c 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done'");
    assertThat(run.cost().cpuSeconds().orElseThrow()).isPositive();
    assertThat(run.cost().switches().orElseThrow()).isPositive();
    assertThat(run.lost()).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryIsSeen() throws Exception {
    Run run = run(SOON, "sleep", "100");
    assertThat(run.cost().peakMemory().orElseThrow()).isPositive();
  }

  @Test
  void aServiceIsStopped() throws Exception {
    Run run = run(SOON, "sleep", "100");
    assertThat(run.end()).isEqualTo(Run.End.STOPPED);
    assertThat(run.exitCode()).isEqualTo(143);
    assertThat(run.failed()).isFalse();
    assertThat(run.seconds()).isGreaterThanOrEqualTo(0.3);
  }

  @Test
  void aScriptSeesItsServiceEnd() throws Exception {
    Run run = run(SOON, "sh", "-c", "sleep 100; echo ended with $?; exit 5");
    assertThat(run.end()).isEqualTo(Run.End.STOPPED);
    assertThat(run.exitCode()).isEqualTo(5);
    assertThat(run.lost()).isZero();
    assertThat(Files.readString(run.log())).contains("ended with 143");
  }

  @Test
  void whatIsNotThereIsBadInput() {
    assertThatThrownBy(() -> run(Optional.empty(), "no-such-command"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("no-such-command");
  }
}

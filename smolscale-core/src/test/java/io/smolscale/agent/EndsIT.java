package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.Ends;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.WayIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A JVM on smolscale ends when it is told to, with the exit code that it would have without,
/// whatever its virtual threads are doing.
@ParameterizedClass
@EnumSource
class EndsIT {
  private static final long LIMIT_SECONDS = 100;
  private static final int KILLED_BY_SIGTERM = 128 + 15;

  @Parameter private WayIn way = WayIn.OPTION_FILE;

  @ParameterizedTest
  @CsvSource({
    "return, 0, main ends, hook, ''",
    "throw, 1, hook, '', thrown by main",
    "exit, 7, hook, '', ''",
    "halt, 8, '', '', ''",
    "thrownByThread, 0, hook, '', thrown by a thread",
  })
  void byItself(String how, int code, String first, String second, String complaint)
      throws Exception {
    Process process = start(how);
    try (BufferedReader out = process.inputReader();
        BufferedReader err = process.errorReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      assertEnds(process, code);
      List<String> expected = List.of(first, second).stream().filter(s -> !s.isEmpty()).toList();
      assertThat(out.lines()).containsExactlyElementsOf(expected);
      List<String> complaints = err.lines().toList();
      if (complaint.isEmpty()) {
        assertThat(complaints).isEmpty();
      } else {
        assertThat(complaints).first().asString().contains(complaint);
      }
    } finally {
      process.destroyForcibly();
    }
  }

  /// Also while a stream of events looks at its threads.
  @ParameterizedTest
  @ValueSource(strings = {"wait", "stream"})
  void byASignal(String how) throws Exception {
    Process process = start(how);
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      process.toHandle().destroy(); // process.destroy() would close its output, too
      assertEnds(process, KILLED_BY_SIGTERM);
      assertThat(out.lines()).containsExactly("hook");
    } finally {
      process.destroyForcibly();
    }
  }

  /// Its standard input stays open: a worker of it waits there.
  private Process start(String how) throws IOException {
    return Program.of(Ends.class, how).by(way).start();
  }

  private static void assertEnds(Process process, int code) throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it has ended").isTrue();
    assertThat(process.exitValue()).isEqualTo(code);
  }
}

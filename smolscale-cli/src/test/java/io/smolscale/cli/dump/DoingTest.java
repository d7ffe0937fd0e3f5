package io.smolscale.cli.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.cli.dump.Doing.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Whose a platform thread is.
class DoingTest {
  @Test
  void aThreadOfTheProgramThatIsCalledLikeAHelperRuns() {
    assertThat(role("audit-log", "com.example.Audit", "rotate")).isEqualTo(Role.RUNS);
  }

  @Test
  void aHelperOfSmolscaleIsIdle() {
    assertThat(role("smolscale-log", "io.smolscale.internal.worker.LogLine", "write"))
        .isEqualTo(Role.IDLE);
  }

  private static Role role(String name, String type, String method) {
    return Doing.of(
            new ThreadAt(
                31,
                name,
                false,
                "RUNNABLE",
                "",
                "",
                "",
                List.of(
                    new Frame("java.util.zip.Deflater", "deflate", "Deflater.java:1"),
                    new Frame(type, method, "X.java:2")),
                List.of(),
                -1))
        .role();
  }
}

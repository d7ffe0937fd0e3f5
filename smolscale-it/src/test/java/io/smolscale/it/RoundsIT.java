package io.smolscale.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.it.programs.EchoRounds;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings and profiles that begin and end beside virtual threads at work, a few rounds each;
/// `-Dsmolscale.rounds=200` on Maven's command line makes it more.
class RoundsIT {
  private static final int ROUNDS = Integer.getInteger("smolscale.rounds", 5);

  @Test
  void recordings() throws Exception {
    assertGoesOn("recording");
  }

  @Test
  void streamsOfEvents() throws Exception {
    assertGoesOn("stream");
  }

  @Test
  void profiles(@TempDir Path folder) throws Exception {
    assertGoesOn(
        "profile",
        OtherAgent.file("async-profiler.jar").toString(),
        OtherAgent.asyncProfiler(folder).toString());
  }

  private static void assertGoesOn(String... what) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(what));
    arguments.add(1, String.valueOf(ROUNDS));
    try (JavaProcess echo = JavaProcess.start(Side.SMOLSCALE, EchoRounds.class, arguments)) {
      assertThat(echo.says("rounds: ")).isEqualTo(String.valueOf(ROUNDS));
    }
  }
}

package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.programs.GrizzlyProgram;
import io.smolscale.tried.programs.Load;
import io.smolscale.tried.programs.MinaProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers whose selectors are virtual threads.
class SelectorsIT {
  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void grizzlyAnswersWithItsSelectorsOnVirtualThreads(Form form, Load load) throws Exception {
    answers(Trial.start(form, load, GrizzlyProgram.class));
  }

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void minaAnswersWithItsProcessorsOnVirtualThreads(Form form, Load load) throws Exception {
    answers(Trial.start(form, load, MinaProgram.class));
  }

  private static void answers(Trial trial) throws Exception {
    try (trial) {
      assertThat(trial.says("answers: ")).isEqualTo("right");
    }
  }
}

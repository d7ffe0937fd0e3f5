package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.programs.JGroupsProgram;
import io.smolscale.tried.programs.Load;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JGroupsIT {
  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void twoNodesAnswerEachOtherAndHearAll(Form form, Load load) throws Exception {
    try (Trial trial = Trial.start(form, load, JGroupsProgram.class)) {
      assertThat(trial.says("nodes: ")).isEqualTo("2");
      assertThat(trial.says("heard: ")).isEqualTo("all");
    }
  }
}

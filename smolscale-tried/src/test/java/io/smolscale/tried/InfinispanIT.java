package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.programs.InfinispanProgram;
import io.smolscale.tried.programs.Load;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InfinispanIT {
  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void twoNodesSeeWhatEachOtherWrites(Form form, Load load) throws Exception {
    try (Trial trial = Trial.start(form, load, InfinispanProgram.class)) {
      assertThat(trial.says("nodes: ")).isEqualTo("2");
      assertThat(trial.says("counted: ")).isEqualTo("true");
    }
  }
}

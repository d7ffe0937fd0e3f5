package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.programs.Load;
import io.smolscale.tried.programs.VertxProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VertxIT {
  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void verticlesOnVirtualThreadsAnswerEachOther(Form form, Load load) throws Exception {
    try (Trial trial = Trial.start(form, load, VertxProgram.class)) {
      assertThat(trial.says("sum: ")).isEqualTo("right");
    }
  }
}

package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.programs.Load;
import io.smolscale.tried.programs.MicronautProgram;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MicronautIT {
  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void aControllerAnswersOnVirtualThreads(Form form, Load load) throws Exception {
    try (Trial trial = Trial.start(form, load, MicronautProgram.class, "false")) {
      assertThat(trial.says("answers: ")).isEqualTo("right");
    }
  }

  /// Each loop gives its first hundred threads to the default scheduler, to warm up.
  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void theLoomCarrierTakesThreadsToNettysLoopsOnceTheyAreWarm(Form form, Load load)
      throws Exception {
    Trial.Setting setting =
        Trial.Setting.of(MicronautProgram.class)
            .with(List.of("--add-opens=java.base/java.lang=ALL-UNNAMED"))
            .on(load == Load.HEAVY ? List.of("default-nioEventLoopGroup-N-N") : List.of());
    try (Trial trial = Trial.start(form, load, setting, "true")) {
      assertThat(trial.says("answers: ")).isEqualTo("right");
    }
  }
}

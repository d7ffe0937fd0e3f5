package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.Trial.Setting;
import io.smolscale.tried.programs.Load;
import io.smolscale.tried.programs.TemporalProgram;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemporalIT {
  /// The server of its tests does not know them.
  private static final Pattern NO_HEARTBEATS =
      Pattern.compile("Server does not support worker heartbeats");

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void workflowsAndActivitiesRunOnVirtualThreads(Form form, Load load) throws Exception {
    Setting setting = Setting.of(TemporalProgram.class).saying(NO_HEARTBEATS);
    try (Trial trial = Trial.start(form, load, setting)) {
      assertThat(trial.says("placed: ")).isEqualTo("true");
    }
  }
}

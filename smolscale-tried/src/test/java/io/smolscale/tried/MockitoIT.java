package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.programs.Load;
import io.smolscale.tried.programs.MockitoProgram;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MockitoIT {
  /// What Mockito and the JVM say of an agent that comes late.
  private static final Pattern LATE =
      Pattern.compile("^WARNING: .*(agent|serviceability|attach)", Pattern.CASE_INSENSITIVE);

  private static final Trial.Setting PROGRAM = Trial.Setting.of(MockitoProgram.class);

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void mocksAnswerOnVirtualThreads(Form form, Load load) throws Exception {
    run(form, load, PROGRAM.with(List.of("-javaagent:" + Trial.agent("mockito-core.jar"))));
  }

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void mocksAnswerWhereMockitoAttachesItself(Form form, Load load) throws Exception {
    run(form, load, PROGRAM.saying(LATE));
  }

  private static void run(Form form, Load load, Trial.Setting setting) throws Exception {
    try (Trial trial = Trial.start(form, load, setting)) {
      assertThat(trial.says("calls: ")).isEqualTo("all");
      assertThat(trial.says("static: ")).isEqualTo("right");
    }
  }
}

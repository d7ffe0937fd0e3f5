package io.smolscale.tried;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.tried.Trial.Setting;
import io.smolscale.tried.programs.HazelcastProgram;
import io.smolscale.tried.programs.Load;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HazelcastIT {
  /// What its documentation asks for on a JDK with modules.
  private static final List<String> ASKED_FOR =
      List.of(
          "--add-modules=java.se",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  /// What the first member may say, on any scheduler, when the second has left.
  private static final Pattern HAS_LEFT =
      Pattern.compile(
          "Removing connection to endpoint|is suspected to be dead for reason: No connection");

  @ParameterizedTest
  @MethodSource("io.smolscale.tried.Trial#all")
  void twoMembersSeeWhatEachOtherWrites(Form form, Load load) throws Exception {
    Setting setting = Setting.of(HazelcastProgram.class).with(ASKED_FOR).saying(HAS_LEFT);
    try (Trial trial = Trial.start(form, load, setting)) {
      assertThat(trial.says("members: ")).isEqualTo("2");
      assertThat(trial.says("counted: ")).isEqualTo("true");
    }
  }
}

package io.smolscale.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProofTest {
  @Test
  void oneJvmOnSmolscaleIsEnough() {
    assertThat(Proof.problem(true, List.of("1 off: too bad", "2 on"))).isEmpty();
  }

  @Test
  void noneIsTheRightThingOnTheOtherSide() {
    assertThat(Proof.problem(false, List.of())).isEmpty();
    assertThat(Proof.problem(false, List.of("1 off: too bad"))).isEmpty();
  }

  @Test
  void whyNotIsTold() {
    assertThat(Proof.problem(true, List.of("1 off: too bad")).orElseThrow())
        .endsWith("did not run on smolscale: too bad");
    assertThat(Proof.problem(true, List.of()).orElseThrow()).contains("no JVM of JDK 25");
  }

  @Test
  void aCommandThatBringsSmolscaleItselfCannotBeCompared() {
    assertThat(Proof.problem(false, List.of("1 on")).orElseThrow())
        .contains("nothing to compare", "JAVA_TOOL_OPTIONS");
  }
}

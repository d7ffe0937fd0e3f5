package io.smolscale.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadyLineTest {
  private static final ReadyLine ON_JDK = new ReadyLine(80, "ForkJoinPool-1-worker-1");
  private static final ReadyLine ON_SMOLSCALE = new ReadyLine(80, "smolscale-1-worker-0");
  private static final Optional<Path> OPTIONS = Optional.of(Path.of("smolscale.args"));

  @Test
  void isReadAsItIsWritten() {
    assertThat(ReadyLine.parse(ON_JDK.toString())).contains(ON_JDK);
    assertThat(ReadyLine.parse("WARNING: something else")).isEmpty();
  }

  @Test
  void namesTheCarrierAlone() {
    assertThat(ReadyLine.currentCarrier()).isNotEmpty().doesNotContain("@", "VirtualThread");
  }

  @Test
  void eachSideMustRunWhereItIsMeantTo() {
    assertThat(ServiceProcess.schedulerProblem(ON_JDK, Optional.empty())).isEmpty();
    assertThat(ServiceProcess.schedulerProblem(ON_SMOLSCALE, OPTIONS)).isEmpty();
    assertThat(ServiceProcess.schedulerProblem(ON_JDK, OPTIONS).orElseThrow())
        .contains("smolscale.args", "ForkJoinPool-1-worker-1", "nothing to compare");
    assertThat(ServiceProcess.schedulerProblem(ON_SMOLSCALE, Optional.empty()).orElseThrow())
        .contains("JAVA_TOOL_OPTIONS");
  }
}

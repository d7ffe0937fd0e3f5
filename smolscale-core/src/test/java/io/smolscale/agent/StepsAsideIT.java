package io.smolscale.agent;

import static io.smolscale.agent.AgentIT.assertOnTheJdks;

import io.smolscale.apps.EveryWay;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Where a setting makes no sense, a JVM says one line, and the program runs as without us.
@ParameterizedClass
@EnumSource
class StepsAsideIT {
  private static final String ASIDE = "the program runs on the JDK's own scheduler";

  @Parameter private WayIn way = WayIn.OPTION_FILE;

  @ParameterizedTest
  @CsvSource({
    "smolscale.parallelism, 0, from 1 to 32767",
    "smolscale.maxThreads, none, a number",
    "smolscale.scheduler, magic, jdk",
  })
  void aBadProperty(String property, String value, String range) throws Exception {
    Result result = Program.of(EveryWay.class).by(way).option("-D" + property + "=" + value).run();
    assertOnTheJdks(
        result.assertComplained("smolscale: -D" + property + "=" + value, range, ASIDE));
  }

  @Test
  void aBadVariable() throws Exception {
    Result result =
        Program.of(EveryWay.class).by(way).environment("SMOLSCALE_SINGLE_THREAD", "maybe").run();
    assertOnTheJdks(result.assertComplained("SMOLSCALE_SINGLE_THREAD=maybe", "\"true\"", ASIDE));
  }
}

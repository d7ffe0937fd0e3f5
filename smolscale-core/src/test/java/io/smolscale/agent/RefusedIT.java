package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.EveryWay;
import io.smolscale.apps.HttpRoundTrip;
import io.smolscale.apps.UsesLibrary;
import io.smolscale.internal.jdk.Need;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/// Every seam refused in turn, as a later JDK may: programs run, and one line says what is missing.
@ParameterizedClass
@MethodSource("io.smolscale.testkit.WayIn#tried")
class RefusedIT {
  /// Without one of these, nobody's virtual threads run on smolscale.
  private static final String ESSENTIAL = "CARRIER|DEFAULT_SCHEDULER";

  @Parameter private WayIn way = WayIn.OPTION_FILE;

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ESSENTIAL)
  void weStepAside(Need need) throws Exception {
    Result result = refusing(need, Program.of(EveryWay.class)).by(way).run();
    result.assertComplained(need.what(), "smolscale.refuse", "the JDK's own scheduler");
    AgentIT.assertOnTheJdks(result);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_NONE, names = ESSENTIAL)
  void weGoOn(Need need) throws Exception {
    // What is missing is said beside the first virtual threads, and this program may end before.
    AgentIT.assertOnSmolscale(
        refusing(need, Program.of(EveryWay.class)).by(way).run().assertEndedWell());
    Result result = refusing(need, Program.of(HttpRoundTrip.class)).by(way).run();
    assertSaid(need, result);
    if (!need.isForReports()) {
      result.assertComplained(need.without());
    }
  }

  /// What only reports need is missed by whoever asks for one, and said there.
  private static void assertSaid(Need need, Result result) {
    if (need.isForReports()) {
      result.assertQuiet();
    } else {
      result.assertComplained(need.what(), "smolscale.refuse");
    }
  }

  @ParameterizedTest
  @EnumSource
  void serversGoOn(Need need) throws Exception {
    Result result = refusing(need, Program.of(HttpRoundTrip.class)).by(way).run();
    assertSaid(need, result);
    assertThat(result.out()).containsExactly("right: 200 of 200");
  }

  @ParameterizedTest
  @EnumSource
  void theLibraryGoesOn(Need need) throws Exception {
    assertEverythingRan(refusing(need, Program.withLibrary(UsesLibrary.class)).by(way).run());
  }

  @Test
  void whatIsNoSeamIsRefusedWithTheList() throws Exception {
    Result result =
        Program.of(EveryWay.class).by(way).option("-Dsmolscale.refuse=carrier,sockets!").run();
    result.assertComplained(
        "-Dsmolscale.refuse=carrier,sockets!: must be one or more of", Need.CARRIER.name());
    AgentIT.assertOnTheJdks(result);
  }

  static Program refusing(Need need, Program program) {
    return program.option("-Dsmolscale.refuse=" + need);
  }

  static void assertEverythingRan(Result result) {
    assertThat(result.assertEndedWell().out())
        .hasSize(8)
        .contains("nested: 20", "nested in plain: 20");
  }
}

package io.smolscale.agent;

import static io.smolscale.agent.RefusedIT.assertEverythingRan;
import static io.smolscale.agent.RefusedIT.refusing;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.UsesLibrary;
import io.smolscale.internal.jdk.Need;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The same for a library that nobody helps into the JDK.
class LibraryRefusedIT {
  @ParameterizedTest
  @EnumSource
  void itGoesOn(Need need) throws Exception {
    Result result =
        refusing(need, Program.withLibrary(UsesLibrary.class))
            .opened()
            .option("--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED")
            .run();
    assertEverythingRan(result);
  }

  @ParameterizedTest
  @EnumSource(names = {"CARRIER", "VIRTUAL_THREAD_BUILDERS"})
  void itSaysOnceWhatIsMissing(Need need) throws Exception {
    Result result = refusing(need, Program.withLibrary(UsesLibrary.class)).opened().run();
    assertThat(result.err())
        .filteredOn(line -> line.contains("smolscale.refuse=" + need))
        .hasSize(1)
        .allMatch(line -> line.contains(need.what()));
  }
}

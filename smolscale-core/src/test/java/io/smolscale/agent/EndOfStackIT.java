package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.EndsItsStack;
import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Program;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Code that calls a scheduler where its stack ends costs nobody a task: in the interpreter, in
/// compiled code, and in the mixture of both while it is being compiled.
class EndOfStackIT {
  private static final int ROUNDS = 25;

  @ParameterizedTest
  @ValueSource(strings = {"outside wakes", "thread", "thread wakes", "task"})
  void nothingThatWasAcceptedAtTheEndOfAStackIsLost(String what) throws Exception {
    for (String mode : List.of("-Xint", "-XX:Tier3InvocationThreshold=50")) {
      String[] arguments = (Effort.times(ROUNDS) + " " + what).split(" ");
      Program.Result result =
          Program.withLibrary(EndsItsStack.class, arguments)
              .opened()
              .option(mode)
              .run()
              .assertEndedWell();
      assertThat(result.out())
          .as(mode)
          .filteredOn(line -> !line.contains("warning"))
          .containsExactly("over");
    }
  }
}

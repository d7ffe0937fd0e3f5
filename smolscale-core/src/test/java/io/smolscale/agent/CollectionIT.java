package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.Undeployed;
import io.smolscale.testkit.Program;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a program drops is collected, and no thread of ours holds it: compiled and in the
/// interpreter, which clears no local of a frame.
class CollectionIT {
  @Test
  void anApplicationThatWasUndeployedAndThreadsThatWereDroppedAreCollected() throws Exception {
    for (String mode : List.of("-Xint", "-Xmixed")) {
      for (Program program :
          List.of(
              Program.of(Undeployed.class).withAgent(),
              Program.withLibrary(Undeployed.class).opened())) {
        Program.Result result =
            program.option(mode).option("-Djdk.trackAllThreads=false").run().assertQuiet();
        assertThat(result.out()).containsExactly("loaders left: 0", "threads left: 0");
      }
    }
  }
}

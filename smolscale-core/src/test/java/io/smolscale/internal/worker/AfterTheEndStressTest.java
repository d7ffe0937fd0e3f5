package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that come after the end, as the wake-up of a virtual thread may of which the crew knew
/// nothing: each hires a worker that retires when it is dry, so that nearly every one meets the
/// last steps of the one before. With one place, who comes too early must be seen by who leaves.
class AfterTheEndStressTest {
  private static final int TASKS = Effort.times(1_000);
  private static final int MOST_SPINS = 20_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void eachTaskFindsAWorker(int places) throws Exception {
    Crew crew = new Crew(new Parts(Jdk25.VM, "ended", 1, places, null, () -> 0));
    crew.close();
    Eventually.opens(crew.ended());
    Tally tally = new Tally(TASKS);
    for (int i = 0; i < TASKS; i++) {
      crew.execute(tally.task(i));
      int number = i;
      if (i % 2 == 0) {
        Eventually.holds("it has run", () -> tally.marks() > number);
      }
      pause();
    }
    tally.awaitEachOnce();
    Eventually.holds("the last worker has left", () -> crew.figures().size() == 0);
  }

  private static void pause() {
    for (int i = ThreadLocalRandom.current().nextInt(MOST_SPINS); i > 0; i--) {
      Thread.onSpinWait();
    }
  }
}

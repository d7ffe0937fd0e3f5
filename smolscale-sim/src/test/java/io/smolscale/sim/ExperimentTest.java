package io.smolscale.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.smolscale.sim.load.Workload;
import io.smolscale.sim.machine.Costs;
import io.smolscale.sim.machine.Host;
import io.smolscale.sim.policy.Policy;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentTest {
  @Test
  void severalSeedsAreAveraged() {
    Row first = run(1, 1);
    Row second = run(2, 1);
    Row both = run(1, 2);
    assertThat(both.runs()).containsExactly(first.figures(), second.figures());
    assertThat(both.figures().waited().p99())
        .isCloseTo(
            (first.figures().waited().p99() + second.figures().waited().p99()) / 2, within(1e-6));
    assertThat(both.figures().wasted())
        .isCloseTo((first.figures().wasted() + second.figures().wasted()) / 2, within(1e-9));
  }

  private static Row run(long seed, int seeds) {
    return new Experiment(
            List.of(Workload.SHORT),
            List.of(2),
            List.of(50),
            List.of(Policy.Kind.BALANCE),
            Costs.DEFAULT,
            Host.DEFAULT,
            seed,
            seeds)
        .run(Effort.QUICK, new Progress(new PrintStream(OutputStream.nullOutputStream()), 1))
        .getFirst();
  }
}

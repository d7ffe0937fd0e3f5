package io.smolscale.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.smolscale.sim.load.Workload;
import io.smolscale.sim.machine.Costs;
import io.smolscale.sim.machine.Figures;
import io.smolscale.sim.machine.Host;
import io.smolscale.sim.policy.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole runs. A run throws when a task runs twice, or when a job is never done.
class CellTest {
  private static final Effort SHORT = new Effort(20_000, 20_000, 1, 1_000_000);
  private static final Effort LONG = new Effort(400_000, 400_000, 1, 1_000_000);
  private static final double MEAN_SERVICE = 10; // of the workload SHORT, in microseconds

  @ParameterizedTest
  @EnumSource
  void everyTaskRunsOnceWhateverTheWorkload(Workload workload) {
    for (Policy.Kind policy : Policy.Kind.values()) {
      for (int cores : new int[] {1, 2, 7}) {
        Figures figures =
            new Cell(workload, cores, 70, policy).run(Costs.DEFAULT, Host.DEFAULT, 3, SHORT);
        assertThat(figures.tasks()).isGreaterThan(15_000);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameSeedGivesTheSameFigures(Policy.Kind policy) {
    Cell cell = new Cell(Workload.FORK, 4, 60, policy);
    Figures figures = cell.run(Costs.DEFAULT, Host.DEFAULT, 5, SHORT);
    assertThat(cell.run(Costs.DEFAULT, Host.DEFAULT, 5, SHORT)).isEqualTo(figures);
    assertThat(cell.run(Costs.DEFAULT, Host.DEFAULT, 6, SHORT)).isNotEqualTo(figures);
  }

  @ParameterizedTest
  @EnumSource
  void oneCoreAtNoCostIsTheQueueOfTheTextbook(Policy.Kind policy) {
    for (int load : new int[] {30, 60, 80}) {
      double rho = load / 100.0;
      Figures figures =
          new Cell(Workload.SHORT, 1, load, policy).run(Costs.FREE, Host.DEFAULT, 1, LONG);
      double theory = MEAN_SERVICE * rho / (1 - rho); // M/M/1
      assertThat(figures.waited().mean()).isCloseTo(theory, within(0.06 * theory));
      assertThat(figures.work()).isCloseTo(rho, within(0.02));
    }
  }

  @Test
  void sharingNothingIsThatQueueForEachCore() {
    double rho = 0.6;
    Figures figures =
        new Cell(Workload.SHORT, 16, 60, Policy.Kind.SHARE_NOTHING)
            .run(Costs.FREE, Host.DEFAULT, 1, LONG);
    double theory = MEAN_SERVICE * rho / (1 - rho);
    assertThat(figures.waited().mean()).isCloseTo(theory, within(0.06 * theory));
  }

  @Test
  void stealingAtNoCostIsOneQueueForAllCores() {
    Figures figures =
        new Cell(Workload.SHORT, 2, 80, Policy.Kind.STEALING)
            .run(Costs.FREE, Host.DEFAULT, 1, LONG);
    double rho = 0.8;
    double theory = MEAN_SERVICE * rho * rho / (1 - rho * rho); // M/M/2
    assertThat(figures.waited().mean()).isCloseTo(theory, within(0.08 * theory));
  }

  @Test
  void aWorkerThatSleepsHasToBeWoken() {
    Figures figures =
        new Cell(Workload.SHORT, 1, 1, Policy.Kind.SHARE_NOTHING)
            .run(Costs.DEFAULT, Host.DEFAULT, 1, SHORT);
    assertThat(figures.waited().p50()).isCloseTo(30, within(0.1));
    assertThat(figures.wakesPerTask()).isGreaterThan(0.95);
  }

  @Test
  void aHogBlocksNobody() {
    Figures shared =
        new Cell(Workload.HOG, 16, 40, Policy.Kind.SHARE_NOTHING)
            .run(Costs.DEFAULT, Host.DEFAULT, 1, SHORT);
    Figures ours =
        new Cell(Workload.HOG, 16, 40, Policy.Kind.BALANCE)
            .run(Costs.DEFAULT, Host.DEFAULT, 1, SHORT);
    assertThat(shared.waited().p99()).isGreaterThan(5_000);
    assertThat(ours.waited().p99()).isLessThan(1_000);
  }
}

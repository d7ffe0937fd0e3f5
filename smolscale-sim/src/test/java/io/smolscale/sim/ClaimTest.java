package io.smolscale.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.sim.load.Workload;
import io.smolscale.sim.machine.Costs;
import io.smolscale.sim.machine.Figures;
import io.smolscale.sim.machine.Host;
import io.smolscale.sim.policy.Policy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the policy is for, on 64 simulated cores: nobody waits longer than under work stealing, and
/// hardly anybody is woken. In virtual time, so that no machine can be too slow for it. The loads
/// and workloads for which less holds are in `docs/simulator.md`.
class ClaimTest {
  private static final int HALF = 50;
  private static final double SEEDS_DIFFER_BY = 1.1;
  private static final int SEEDS = 3;

  @ParameterizedTest
  @CsvSource({
    "SHORT, 5",
    "SHORT, 20",
    "SHORT, 45",
    "SHORT, 80",
    "SHORT, 95",
    "TAILED, 5",
    "TAILED, 20",
    "TAILED, 45",
    "TAILED, 80",
    "CHAIN, 5",
    "CHAIN, 20",
    "CHAIN, 45",
    "CHAIN, 80"
  })
  void nobodyWaitsLongerAndHardlyAnybodyIsWoken(Workload workload, int load) {
    Figures theirs = run(workload, load, Policy.Kind.STEALING);
    Figures ours = run(workload, load, Policy.Kind.BALANCE);
    assertThat(ours.waited().p99())
        .as("p99 wait")
        .isLessThanOrEqualTo(SEEDS_DIFFER_BY * theirs.waited().p99());
    if (load < HALF) {
      assertThat(ours.wakesPerTask()).as("wakes").isLessThan(0.11 * theirs.wakesPerTask());
      assertThat(ours.attemptsPerTask()).as("looks").isLessThan(0.1 * theirs.attemptsPerTask());
      assertThat(wakesAndLooks(ours)).as("wakes and looks").isLessThan(0.1 * wakesAndLooks(theirs));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FORK, 5, 1.1",
    "FORK, 20, 1.1",
    "FORK, 45, 1.1",
    "FORK, 80,",
    "HOG, 5, 0.95",
    "HOG, 10, 0.95",
    "HOG, 20, 0.95",
    "HOG, 30, 0.95",
    "HOG, 45, 0.25",
    "HOG, 60,",
    "HOG, 80,",
    "HOG, 95,"
  })
  void nobodyWaitsLongerBehindBurstsAndBesideHogs(
      Workload workload, int load, @Nullable Double wakes) {
    Figures theirs = run(workload, load, Policy.Kind.STEALING);
    Figures ours = run(workload, load, Policy.Kind.BALANCE);
    assertThat(ours.waited().p99())
        .as("p99 wait")
        .isLessThanOrEqualTo(SEEDS_DIFFER_BY * theirs.waited().p99());
    assertThat(ours.stayed().p99())
        .as("p99 of whole jobs")
        .isLessThanOrEqualTo(SEEDS_DIFFER_BY * theirs.stayed().p99());
    if (wakes != null) {
      assertThat(ours.wakesPerTask()).as("wakes").isLessThan(wakes * theirs.wakesPerTask());
      assertThat(ours.attemptsPerTask()).as("looks").isLessThan(0.1 * theirs.attemptsPerTask());
      assertThat(wakesAndLooks(ours)).as("wakes and looks").isLessThan(0.1 * wakesAndLooks(theirs));
    }
  }

  @Test
  void besideHogsAtHighLoadTheSlowestAreFast() {
    Figures theirs = run(Workload.HOG, 90, Policy.Kind.STEALING);
    Figures ours = run(Workload.HOG, 90, Policy.Kind.BALANCE);
    assertThat(ours.waited().p99()).isLessThanOrEqualTo(1.3 * theirs.waited().p99());
    assertThat(ours.waited().p999()).isLessThanOrEqualTo(0.5 * theirs.waited().p999());
  }

  @Test
  void behindBurstsOnAFullMachineTheSlowestJobsTakeAQuarterLongerAtMost() {
    Figures theirs = run(Workload.FORK, 95, Policy.Kind.STEALING);
    Figures ours = run(Workload.FORK, 95, Policy.Kind.BALANCE);
    assertThat(ours.waited().p99()).isLessThanOrEqualTo(SEEDS_DIFFER_BY * theirs.waited().p99());
    assertThat(ours.stayed().p99()).isLessThanOrEqualTo(1.25 * theirs.stayed().p99());
  }

  /// Of three seeds: one theft at the wrong moment decides the slowest percent of a single one.
  @ParameterizedTest
  @CsvSource({"SHORT, 8", "TAILED, 8", "CHAIN, 8", "HOG, 8", "SHORT, 64", "HOG, 64"})
  void onCoresThatOthersTakeAwayNobodyWaitsLonger(Workload workload, int cores) {
    Host shared = new Host(2, 10);
    for (int load : new int[] {20, 50, 80}) {
      double ratios = 0;
      for (long seed = 1; seed <= SEEDS; seed++) {
        ratios +=
            new Cell(workload, cores, load, Policy.Kind.BALANCE)
                    .run(Costs.DEFAULT, shared, seed, Effort.FULL)
                    .waited()
                    .p99()
                / new Cell(workload, cores, load, Policy.Kind.STEALING)
                    .run(Costs.DEFAULT, shared, seed, Effort.FULL)
                    .waited()
                    .p99();
      }
      assertThat(ratios / SEEDS).as("p99 wait at %d %%", load).isLessThanOrEqualTo(1);
    }
  }

  private static double wakesAndLooks(Figures figures) {
    return figures.wakesPerTask() + figures.attemptsPerTask();
  }

  private static Figures run(Workload workload, int load, Policy.Kind policy) {
    return new Cell(workload, 64, load, policy).run(Costs.DEFAULT, Host.DEFAULT, 1, Effort.FULL);
  }
}

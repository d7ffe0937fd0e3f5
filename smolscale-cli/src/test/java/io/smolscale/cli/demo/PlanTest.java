package io.smolscale.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.cli.report.CommandException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static Plan plan(Integer... rates) {
    return new Plan(List.of(rates), Duration.ofSeconds(9), Contender.selfCheck());
  }

  @Test
  void aFastMachineGetsTheUsualRates() {
    assertThat(plan().ratesFor(45_000)).containsExactly(1_000, 10_000);
  }

  @Test
  void aSlowMachineGetsRatesThatLeaveItRoom() {
    assertThat(plan().ratesFor(9_000)).containsExactly(1_000, 4_000);
    assertThat(plan().ratesFor(1_500)).containsExactly(700);
  }

  @Test
  void ratesThatWereAskedForStay() {
    assertThat(plan(30_000, 20).ratesFor(45_000)).containsExactly(30_000, 20);
  }

  @Test
  void aRateOutOfReachIsBadInput() {
    assertThatThrownBy(() -> plan(50_000).ratesFor(45_000))
        .isInstanceOfSatisfying(CommandException.class, e -> assertThat(e.exitCode()).isEqualTo(2))
        .hasMessageContaining("--rate 50000")
        .hasMessageContaining("try --rate 20000");
  }

  @Test
  void theUsualPlanTakesLessThanAMinute() {
    assertThat(plan().estimate()).isLessThan(Duration.ofMinutes(1));
  }
}

package io.smolscale.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Row;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Campaigns against services that are none, each as short as can be.
class CampaignTest {
  private static final Setup SETUP =
      new Setup(List.of(), List.of(), Path.of("none.args"), new Plan(200, 1, 200), 1);

  private final List<Integer> rowsAfterEach = new ArrayList<>();

  @Test
  void eachSideHasARowForEachRateAndForTheHighest() throws Exception {
    Campaign campaign = run(new Rates.Given(List.of(40, 20)), "answers");
    assertThat(campaign.rows())
        .extracting(Row::workload)
        .containsExactly(
            "answers-20",
            "answers-20",
            "answers-40",
            "answers-40",
            "answers-highest",
            "answers-highest");
    assertThat(campaign.rows())
        .extracting(row -> row.variant().name())
        .containsExactly("jdk", "platform-200", "jdk", "platform-200", "jdk", "platform-200");
    assertThat(campaign.rows())
        .extracting(Row::paced)
        .containsExactly(true, true, true, true, false, false);
    assertThat(campaign.rows()).noneMatch(Row::broken);
    assertThat(rowsAfterEach).containsExactly(6);
  }

  @Test
  void aServiceThatDoesNotStartIsBrokenAndTheNextIsMeasured() throws Exception {
    Campaign campaign = run(new Rates.Given(List.of(20)), "dies-at-once", "answers");
    assertThat(campaign.rows())
        .filteredOn(row -> row.workload().startsWith("dies"))
        .hasSize(4)
        .allMatch(Row::broken);
    assertThat(campaign.rows())
        .filteredOn(row -> row.workload().startsWith("answers"))
        .hasSize(4)
        .noneMatch(Row::broken);
    assertThat(rowsAfterEach).containsExactly(4, 8);
  }

  @Test
  void aServiceThatBearsNothingOnTheFirstSideIsLeftOut() throws Exception {
    Campaign campaign = run(new Rates.Shares(List.of(50)), "refuses");
    assertThat(campaign.notes()).containsExactly("a note");
    assertThat(campaign.rows())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.workload()).isEqualTo("refuses-highest");
          assertThat(row.broken()).isTrue();
        });
  }

  private Campaign run(Rates rates, String... services) throws Exception {
    Campaign campaign =
        new Campaign(SETUP, rates, 1, "a note", so -> rowsAfterEach.add(so.rows().size()));
    campaign.run(
        List.of(services).stream().map(FakeService::named).toList(),
        service -> service.sides().stream().sorted().toList());
    return campaign;
  }
}

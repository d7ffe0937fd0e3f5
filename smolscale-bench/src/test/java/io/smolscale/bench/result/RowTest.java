package io.smolscale.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.bench.workload.Workload;
import io.smolscale.bench.workload.Workloads;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTest {
  private static final Workload WORKLOAD = Workloads.all().getFirst();
  private static final Variant ONE = new Variant("one", List.of());
  private static final Variant OTHER = new Variant("other", List.of());

  @Test
  void ratiosAreBetweenNeighbours() {
    // The machine became four times as slow in the second round: the ratios do not care.
    final List<Row> rows =
        Row.of(
            WORKLOAD, List.of(runs(ONE, took(100), took(400)), runs(OTHER, took(50), took(200))));
    assertThat(rows.getFirst().ratios()).isNull();
    assertThat(rows.getLast().ratios())
        .isNotNull()
        .satisfies(ratios -> assertThat(ratios.wall()).isEqualTo(new Spread(0.5, 0.5, 0.5)));
  }

  @Test
  void neverCompletingIsAFinding() {
    final Row row = Row.of(WORKLOAD, List.of(runs(ONE, new Result.Stuck("no lap")))).getFirst();
    assertThat(row.status()).contains("never completes", "no lap");
    assertThat(row.broken()).isFalse();
    assertThat(row.wallNanos()).isNull();
  }

  @Test
  void hangingIsAFailureEvenAfterGoodRounds() {
    final Row row =
        Row.of(WORKLOAD, List.of(runs(ONE, took(100), new Result.TimedOut("see there"))))
            .getFirst();
    assertThat(row.status()).contains("timed out", "see there");
    assertThat(row.broken()).isTrue();
    assertThat(row.wallNanos()).isEqualTo(new Spread(100, 100, 100));
  }

  @Test
  void latenciesAreTheTypicalOnes() {
    final Latency all = new Latency(1000, 100, 20_000, 30_000, 30_000, null);
    final Row row =
        Row.of(
                WORKLOAD,
                List.of(
                    runs(ONE, took(1, all, new Latency(900, 100, 200, 300, 300, null))),
                    runs(OTHER, took(1, all, new Latency(500, 100, 150, 300, 300, null)))))
            .getLast();
    assertThat(row.latency(Latency::p99)).isEqualTo(new Spread(150, 150, 150));
    assertThat(row.ratios())
        .isNotNull()
        .satisfies(ratios -> assertThat(ratios.p99()).isEqualTo(new Spread(0.75, 0.75, 0.75)));
  }

  @Test
  void whereAllWereDisturbedNothingIsSaidOfLatency() {
    final Latency all = new Latency(1000, 100, 20_000, 30_000, 30_000, null);
    final Row row = Row.of(WORKLOAD, List.of(runs(ONE, took(1, all, null)))).getFirst();
    assertThat(row.latency(Latency::p99)).isNull();
    assertThat(row.p99OfAll()).isEqualTo(new Spread(20_000, 20_000, 20_000));
  }

  @Test
  void aSliceThatWasHeldUpIsNotTypical() {
    final Latency slice = new Latency(10, 1, 2, 3, 4, null);
    final Latency heldUp = new Latency(10, 100, 200, 300, 400, null);
    assertThat(Latency.typical(List.of(slice, heldUp, slice)))
        .isEqualTo(new Latency(30, 1, 2, 3, 4, null));
    assertThat(Latency.typical(List.of())).isNull();
  }

  private static Row.Runs runs(Variant variant, Result... results) {
    return new Row.Runs(variant, List.of(results));
  }

  private static Result took(long nanos) {
    return took(nanos, null, null);
  }

  private static Result took(long nanos, @Nullable Latency all, @Nullable Latency typical) {
    final Report.Sample sample = new Report.Sample(1, nanos, nanos, 0, 1, 0, 8L);
    return new Result.Measured(
        new Report(WORKLOAD.name(), "a carrier", "any", 0, null, List.of(sample), all, typical),
        false);
  }
}

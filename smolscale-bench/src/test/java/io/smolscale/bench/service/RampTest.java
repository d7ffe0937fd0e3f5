package io.smolscale.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RampTest {
  private static final int BEARS = 1_000;

  private final List<Integer> asked = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(ints = {100, 700, 1_000, 1_100, 5_000, 20_000})
  void theHighestRateIsFoundFromWhereverOneBegins(int start) throws Exception {
    Ramp.Found<String> found = search(start, BEARS, false);
    assertThat(found.perSecond()).isBetween(BEARS * 9 / 10, BEARS);
    assertThat(found.figures()).contains("at " + found.perSecond());
    assertThat(found.limitedByTheLoad()).isFalse();
    assertThat(asked).hasSizeLessThanOrEqualTo(9).doesNotHaveDuplicates();
  }

  @Test
  void aServiceThatBearsNothingHasNoHighestRate() throws Exception {
    Ramp.Found<String> found = search(1_000, 0, false);
    assertThat(found.perSecond()).isZero();
    assertThat(found.figures()).isEmpty();
    assertThat(found.above()).isPresent();
  }

  @Test
  void aServiceThatBearsEverythingHasTheRateOfTheLastAttempt() throws Exception {
    Ramp.Found<String> found = search(1_000, Integer.MAX_VALUE, false);
    assertThat(found.perSecond()).isEqualTo(asked.getLast());
    assertThat(found.above()).isEmpty();
  }

  @Test
  void aLoadThatCanDoNoMoreIsTold() throws Exception {
    assertThat(search(1_000, BEARS / 2, true).limitedByTheLoad()).isTrue();
  }

  private Ramp.Found<String> search(int start, int bears, boolean byTheLoad) throws Exception {
    return Ramp.search(
        start,
        perSecond -> {
          asked.add(perSecond);
          return perSecond <= bears
              ? new Ramp.Step.Borne<>("at " + perSecond)
              : new Ramp.Step.Failed<>(byTheLoad);
        });
  }
}

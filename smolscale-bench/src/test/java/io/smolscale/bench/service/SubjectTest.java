package io.smolscale.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "spring-json-percent-25",
        "gateway-highest",
        "grpc-unary-1200",
        "quarkus-percent-5"
      })
  void aNameLeadsBackToServiceAndLevel(String name) {
    assertThat(Subject.named(name)).get().extracting(Subject::name).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http-1000", "spring-json", "spring-json-fast", "load-percent-25", ""})
  void whatIsNoServicesNameIsNone(String name) {
    assertThat(Subject.named(name)).isEmpty();
  }

  @Test
  void sharesAreOfWhatTheFirstSideReachesAndTheLowestComesFirst() {
    assertThat(new Rates.Shares(List.of(75, 25)).steps(1_000))
        .containsExactly(
            new Rates.Step(new Level.Share(25), 250), new Rates.Step(new Level.Share(75), 750));
  }

  @Test
  void givenRatesAreTheSameWhateverItReaches() {
    assertThat(new Rates.Given(List.of(1_200, 400)).steps(50))
        .containsExactly(
            new Rates.Step(new Level.Fixed(400), 400),
            new Rates.Step(new Level.Fixed(1_200), 1_200));
  }
}

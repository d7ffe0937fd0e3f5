package io.smolscale.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentOptionsTest {
  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", ",", " , ,"})
  void nothingIsNoOption(String text) {
    assertThat(AgentOptions.parse(text)).isEmpty();
  }

  @Test
  void commasStandBetweenOptionsAndBlanksWhereTheyLike() {
    assertThat(AgentOptions.parse("parallelism=2,profile=on"))
        .isEqualTo(Map.of("parallelism", "2", "profile", "on"));
    assertThat(AgentOptions.parse(" parallelism = 2 , , profile=on,"))
        .isEqualTo(Map.of("parallelism", "2", "profile", "on"));
  }

  @Test
  void theLastOneCounts() {
    assertThat(AgentOptions.parse("parallelism=2,parallelism=3"))
        .isEqualTo(Map.of("parallelism", "3"));
  }

  @Test
  void aValueIsLookedAtLater() {
    assertThat(AgentOptions.parse("parallelism=,scheduler=a=b"))
        .isEqualTo(Map.of("parallelism", "", "scheduler", "a=b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"threads=4", "parallelism", "Parallelism=2", "=2", "smolscale.profile=on"})
  void whatIsNoSettingIsRefusedWithTheList(String option) {
    assertThatThrownBy(() -> AgentOptions.parse("profile=on, " + option))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains("\"" + option + "\"", "must be name=value", "parallelism, maxThreads, profile")
        .doesNotContain("\n");
  }

  @Test
  void everySettingHasAName() {
    assertThat(Settings.explain(new Sources(_ -> null, _ -> null, _ -> null), 2).inForce())
        .extracting(Settings.InForce::name)
        .containsExactlyElementsOf(Settings.NAMES);
  }
}

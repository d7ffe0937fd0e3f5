package io.smolscale.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileSettingsTest {
  @Test
  void itIsOffUnlessAskedFor() {
    ProfileSettings off = new ProfileSettings(false, false, Optional.empty());
    assertThat(read(Map.of(), Map.of())).isEqualTo(off);
    assertThat(read("off")).isEqualTo(off);
    assertThat(read("OFF")).isEqualTo(off);
  }

  @Test
  void itMayBePrintedOnDemandAtTheExitOrEveryNowAndThen() {
    assertThat(read("on")).isEqualTo(new ProfileSettings(true, false, Optional.empty()));
    assertThat(read("exit")).isEqualTo(new ProfileSettings(true, true, Optional.empty()));
    assertThat(read(" 10 "))
        .isEqualTo(new ProfileSettings(true, true, Optional.of(Duration.ofSeconds(10))));
  }

  @Test
  void aPropertyWinsOverTheEnvironment() {
    Map<String, String> environment = Map.of("SMOLSCALE_PROFILE", "on");
    assertThat(read(Map.of("smolscale.profile", "off"), environment).on()).isFalse();
    assertThat(read(Map.of(), environment).on()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "86401", "9999999999", "sometimes", "1.5"})
  void nonsenseIsRefused(String value) {
    assertThatThrownBy(() -> read(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("-Dsmolscale.profile=" + value + ": must be \"off\", \"on\"");
  }

  @ParameterizedTest
  @CsvSource({"false, off", "TRUE, on", "exit, exit", "60, 60 s"})
  void aReaderIsToldWhatIsInForce(String value, String inForce) {
    assertThat(ProfileSettings.explain(sources(Map.of("smolscale.profile", value), Map.of())))
        .isEqualTo(new Settings.InForce("profile", inForce, "-Dsmolscale.profile=" + value));
  }

  private static ProfileSettings read(String value) {
    return read(Map.of("smolscale.profile", value), Map.of());
  }

  private static ProfileSettings read(
      Map<String, String> properties, Map<String, String> environment) {
    return ProfileSettings.read(sources(properties, environment));
  }

  private static Sources sources(Map<String, String> properties, Map<String, String> environment) {
    return new Sources(properties::get, _ -> null, environment::get);
  }
}

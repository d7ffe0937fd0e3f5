package io.smolscale.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileSettingsTest {
  @Test
  void itIsOffUnlessAskedFor() {
    ProfileSettings off = new ProfileSettings(false, false, Optional.empty());
    assertThat(ProfileSettings.read(Map.<String, String>of()::get, Map.<String, String>of()::get))
        .isEqualTo(off);
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
    assertThat(
            ProfileSettings.read(
                    Map.of("smolscale.profile", "off")::get, Map.of("SMOLSCALE_PROFILE", "on")::get)
                .on())
        .isFalse();
    assertThat(
            ProfileSettings.read(
                    Map.<String, String>of()::get, Map.of("SMOLSCALE_PROFILE", "on")::get)
                .on())
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "86401", "9999999999", "sometimes", "1.5"})
  void nonsenseIsRefused(String value) {
    assertThatThrownBy(() -> read(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("-Dsmolscale.profile=" + value + ": must be \"off\", \"on\"");
  }

  private static ProfileSettings read(String value) {
    return ProfileSettings.read(
        Map.of("smolscale.profile", value)::get, Map.<String, String>of()::get);
  }
}

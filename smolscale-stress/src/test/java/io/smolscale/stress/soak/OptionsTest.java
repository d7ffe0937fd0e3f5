package io.smolscale.stress.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
  @Test
  void areRead() {
    assertThat(Options.parse(List.of("--seed", "-7", "--seconds", "5")))
        .isEqualTo(new Options(5, -7, false));
  }

  @Test
  void helpIsHelp() {
    assertThat(Options.parse(List.of("--help")).help()).isTrue();
  }

  @Test
  void withoutASeedThereIsAnotherEachTime() {
    assertThat(Options.parse(List.of()).seed()).isNotEqualTo(Options.parse(List.of()).seed());
  }

  @ParameterizedTest
  @CsvSource({"--seconds, 0", "--seconds, soon", "--seed, 0x", "--seed, ''", "--fast, 1"})
  void nonsenseIsRefused(String option, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of(option, value)))
        .withMessageContaining(option);
  }

  @Test
  void aNumberMustFollow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.parse(List.of("--seconds")))
        .withMessageContaining("--seconds");
  }
}

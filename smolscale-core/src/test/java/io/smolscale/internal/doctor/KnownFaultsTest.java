package io.smolscale.internal.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownFaultsTest {
  private static final String PARKED = "JDK-8369227";
  private static final String BLOCKED = "JDK-8373120";

  @ParameterizedTest
  @CsvSource({
    "25, true, true",
    "25+36, true, true",
    "25.0.1, true, true",
    "25.0.2, true, true",
    "25.0.2.1, true, true",
    "25.0.2+10-LTS, true, true",
    "25.0.3, false, true",
    "25.0.3-ea, false, true",
    "25.0.3+9-LTS, false, true",
    "25.0.4, false, false",
    "25.0.10, false, false",
    "25.1, false, false",
    "26, true, true",
    "26-ea+11, true, true",
    "26.0.1, false, false",
    "26.0.2, false, false",
    "27, false, false",
    "27-ea, false, false",
    "28.0.1, false, false",
  })
  void aJdkHasThoseThatAreMendedLater(String version, boolean parked, boolean blocked) {
    String all = String.join("; ", KnownFaults.of(Runtime.Version.parse(version)));
    assertThat(all.contains(PARKED)).as(all).isEqualTo(parked);
    assertThat(all.contains(BLOCKED)).as(all).isEqualTo(blocked);
  }

  @Test
  void eachSaysWhatItIsAndWhereItIsMended() {
    assertThat(KnownFaults.of(Runtime.Version.parse("25.0.2")))
        .hasSize(2)
        .allMatch(line -> line.contains("a hang of that kind is the JDK's"))
        .anyMatch(line -> line.contains("parked") && line.contains("mended in 25.0.3"))
        .anyMatch(line -> line.contains("blocked") && line.contains("mended in 25.0.4"));
    assertThat(KnownFaults.of(Runtime.Version.parse("26")))
        .allMatch(line -> line.contains("mended in 26.0.1"));
  }
}

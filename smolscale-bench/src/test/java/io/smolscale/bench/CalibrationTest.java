package io.smolscale.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class CalibrationTest {
  /// What it says depends on the neighbours, so all that can be asked for is an answer.
  @Test
  void alwaysHasAnAnswer() {
    final Calibration calibration = new Calibration();
    assertThatCode(calibration::isDisturbed).doesNotThrowAnyException();
  }
}

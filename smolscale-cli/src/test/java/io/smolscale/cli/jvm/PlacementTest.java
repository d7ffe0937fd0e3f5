package io.smolscale.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlacementTest {
  @Test
  void aListOfProcessorsIsRead() {
    assertThat(Placement.parse("\t0\n")).containsExactly(0);
    assertThat(Placement.parse("0-3,8,10-11")).containsExactly(0, 1, 2, 3, 8, 10, 11);
  }
}

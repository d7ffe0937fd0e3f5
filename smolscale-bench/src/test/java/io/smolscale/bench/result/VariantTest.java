package io.smolscale.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class VariantTest {
  @Test
  void aNameAloneHasNoArguments() {
    assertThat(Variant.parse("jdk")).isEqualTo(new Variant("jdk", List.of()));
  }

  @Test
  void argumentsMayHaveEqualsSignsOfTheirOwn() {
    assertThat(Variant.parse("one=-Da=b  -javaagent:x.jar=c"))
        .isEqualTo(new Variant("one", List.of("-Da=b", "-javaagent:x.jar=c")));
  }
}

package io.smolscale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.bench.result.Variant;
import io.smolscale.bench.workload.Family;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContenderTest {
  private static final Path OPTIONS = Path.of("some.args");

  @ParameterizedTest
  @EnumSource
  void smolscaleCompetesWithAnotherOneThatIsNeverLeftOut(Family family) {
    final List<Contender> all = Contender.of(family, OPTIONS);
    assertThat(all.stream().map(Contender::name)).doesNotHaveDuplicates().contains("smolscale");
    assertThat(all.getFirst().peer()).isFalse();
    assertThat(all.getFirst().name()).isNotEqualTo("smolscale");
  }

  @Test
  void smolscaleGetsItsOptionFile() {
    assertThat(
            Contender.of(Family.THREADS, OPTIONS).stream()
                .map(Contender::variant)
                .filter(side -> side.name().equals("smolscale")))
        .containsExactly(new Variant("smolscale", List.of("@" + OPTIONS)));
  }
}

package io.smolscale.samples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Three JVMs, one of which is killed and comes back. Only with `-Pmatrix`, because it takes the
/// better part of a minute.
@EnabledIfSystemProperty(named = "smolscale.options", matches = ".+")
class ClusterIT {
  @Test
  @Timeout(value = 10, unit = TimeUnit.MINUTES) // three JVMs, and a fourth: on a busy machine
  void nothingThatWasAcknowledgedIsLostWhenANodeIsKilled() throws Exception {
    Run run =
        new Run(
            new Run.Plan(100, 300, 2, 2, 3, 2),
            Path.of(System.getProperty("smolscale.options")),
            System.out);
    Run.Result result = run.on(Side.SMOLSCALE, 0);
    assertThat(result.thread()).startsWith("smolscale-");
    assertThat(result.acknowledged()).isGreaterThan(200).isEqualTo(result.counted());
    assertThat(result.lost()).isZero();
    assertThat(result.twice()).isZero();
  }
}

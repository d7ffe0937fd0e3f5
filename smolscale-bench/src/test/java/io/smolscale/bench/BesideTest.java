package io.smolscale.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.smolscale.Smolscale;
import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Report;
import io.smolscale.bench.result.Result;
import io.smolscale.bench.result.Variant;
import io.smolscale.bench.workload.Workload;
import io.smolscale.bench.workload.Workloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The workloads that others hang in, in JVMs with smolscale.
class BesideTest {
  private static String agent = "";

  @BeforeAll
  static void findAgent() throws Exception {
    final Path library =
        Path.of(Smolscale.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    assumeTrue(library.toString().endsWith(".jar"), "not packaged yet, as in ./mvnw test");
    agent = "-javaagent:" + library;
  }

  static Stream<Workload> workloads() {
    return Workloads.all().stream()
        .filter(workload -> workload.name().matches(".*(beside-|switch-busy).*"));
  }

  /// To get stuck is a result, too: they give up after five seconds, which a machine may be busy
  /// for.
  @ParameterizedTest
  @MethodSource("workloads")
  void isMeasured(Workload workload) throws Exception {
    final Variant smolscale =
        new Variant("smolscale", List.of(agent, "-Dsmolscale.bench.pool=smolscale"));
    final Result result =
        new Launcher(List.of(), new Plan(1, 1, 1), Duration.ofSeconds(100), ThreadDump.TEMPORARY)
            .run(smolscale, workload);
    switch (result) {
      case Result.Measured(Report report, _) -> {
        assertThat(report.carrier()).contains("smolscale");
        assertThat(report.samples()).hasSize(1);
      }
      case Result.Stuck(String why) -> assertThat(why).isNotEmpty();
      case Result.Unreached(String why) -> throw new AssertionError(why);
      case Result.TimedOut(String hint) -> throw new AssertionError(hint);
      case Result.Failed(String output) -> throw new AssertionError(output);
    }
  }
}

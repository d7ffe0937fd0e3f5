package io.smolscale.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Result;
import io.smolscale.bench.result.Variant;
import io.smolscale.bench.workload.Workload;
import io.smolscale.bench.workload.Workloads;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LauncherTest {
  private static final Plan SHORT = new Plan(1, 2, 1);
  private static final Variant JDK = new Variant("jdk", List.of());

  @Test
  void aFreshJvmReportsEachSample() throws Exception {
    final Result result = launcher(Duration.ofMinutes(1)).run(JDK, named("ping-pong"));
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Measured.class,
            measured -> {
              assertThat(measured.report().workload()).isEqualTo("ping-pong");
              assertThat(measured.report().samples()).hasSize(2);
              assertThat(measured.report().latency()).isNull();
            });
  }

  @Test
  void latenciesSurviveTheTrip() throws Exception {
    final Result result = launcher(Duration.ofMinutes(1)).run(JDK, named("sleepers"));
    assertThat(result)
        .isInstanceOfSatisfying(
            Result.Measured.class, measured -> assertThat(measured.report().latency()).isNotNull());
  }

  @Test
  void aJvmThatHangsIsKilled() throws Exception {
    final Result result =
        new Launcher(List.of(), new Plan(1, 1, 600_000), Duration.ofSeconds(3), null)
            .run(JDK, named("idle"));
    assertThat(result).isInstanceOf(Result.TimedOut.class);
  }

  @Test
  void aJvmThatDoesNotStartHasFailed() throws Exception {
    final Variant wrong = new Variant("wrong", List.of("-XX:+NoSuchOption"));
    assertThat(launcher(Duration.ofMinutes(1)).run(wrong, named("ping-pong")))
        .isInstanceOfSatisfying(
            Result.Failed.class, failed -> assertThat(failed.output()).contains("NoSuchOption"));
  }

  private static Workload named(String name) {
    return Workloads.named(name).orElseThrow();
  }

  private static Launcher launcher(Duration timeout) {
    return new Launcher(List.of(), SHORT, timeout, ThreadDump.TEMPORARY);
  }
}

package io.smolscale.internal.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemarksTest {
  @ParameterizedTest
  @CsvSource({
    "smolscale.paralelism, smolscale.parallelism",
    "smolscale.Parallelism, smolscale.parallelism",
    "smolscale.parallelizm, smolscale.parallelism",
    "smolscale-parallelism, smolscale.parallelism",
    "SMOLSCALE_PARALLELISM, smolscale.parallelism",
    "smolscale.maxthreads, smolscale.maxThreads",
    "smolscale.max-threads, smolscale.maxThreads",
    "smolscale.maxThread, smolscale.maxThreads",
    "smolscale.maxPoolSize, smolscale.maxThreads",
    "smolscale.threads, smolscale.parallelism",
    "smolscale.workers, smolscale.parallelism",
    "smolscale.cpus, smolscale.parallelism",
    "smolscale.singlethread, smolscale.singleThread",
    "smolscale.profiler, smolscale.profile",
    "smolscale.shceduler, smolscale.scheduler",
    "smolscale.enabled, smolscale.scheduler",
    "smolscale.off, smolscale.scheduler",
    "smolscale, smolscale.scheduler",
  })
  void aPropertyThatIsNoneNamesTheNearest(String property, String nearest) {
    assertThat(Remarks.of(Set.of(property, "user.dir"), Set.of("PATH")))
        .singleElement()
        .asString()
        .startsWith("-D" + property + " is no setting")
        .contains("-D" + nearest)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource({
    "SMOLSCALE_ENABLED, SMOLSCALE_SCHEDULER",
    "SMOLSCALE_DISABLE, SMOLSCALE_SCHEDULER",
    "SMOLSCALE_PARALELISM, SMOLSCALE_PARALLELISM",
    "SMOLSCALE_MAXTHREADS, SMOLSCALE_MAX_THREADS",
    "SMOLSCALE_SINGLETHREAD, SMOLSCALE_SINGLE_THREAD",
    "SMOLSCALE_SINGLE_THREADED, SMOLSCALE_SINGLE_THREAD",
    "SMOLSCALE_PROFILE_, SMOLSCALE_PROFILE",
    "smolscale_parallelism, SMOLSCALE_PARALLELISM",
    "SMOLSCALE.PARALLELISM, SMOLSCALE_PARALLELISM",
    "SMOLSCALE_WORKERS, SMOLSCALE_PARALLELISM",
  })
  void aVariableThatIsNoneNamesTheNearest(String variable, String nearest) {
    assertThat(Remarks.of(Set.of("user.dir"), Set.of(variable, "PATH")))
        .singleElement()
        .asString()
        .startsWith(variable + " in the environment is no setting")
        .contains("nearest one is " + nearest)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smolscale.server.inside",
        "smolscale.schedulers.orders.parallelism",
        "SMOLSCALE_SERVER_INSIDE",
        "SMOLSCALE_SCHEDULERS_ORDERS_MAXTHREADS"
      })
  void whatTheSpringBootStarterReadsIsNotRemarkedOn(String name) {
    assertThat(
            name.startsWith("SMOLSCALE_")
                ? Remarks.of(Set.of(), Set.of(name))
                : Remarks.of(Set.of(name), Set.of()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"smolscale.server", "smolscale.schedulers", "smolscale.schedulers."})
  void theBeginningOfThatAloneIs(String property) {
    assertThat(Remarks.of(Set.of(property), Set.of())).hasSize(1);
  }

  @Test
  void aBlankTooManyIsTold() {
    assertThat(Remarks.of(Set.of("smolscale.parallelism "), Set.of()))
        .singleElement()
        .asString()
        .endsWith("-Dsmolscale.parallelism");
  }

  @Test
  void whereNoneIsNearAllAreNamed() {
    assertThat(Remarks.of(Set.of("smolscale.xyzzy"), Set.of()))
        .singleElement()
        .asString()
        .contains("the settings are")
        .contains(Settings.NAMES);
    assertThat(Remarks.of(Set.of(), Set.of("SMOLSCALE_XYZZY")))
        .singleElement()
        .asString()
        .contains("SMOLSCALE_SINGLE_THREAD");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "smolscale.scheduler",
        "smolscale.singleThread",
        "smolscale.parallelism",
        "smolscale.maxThreads",
        "smolscale.profile",
        "smolscale.refuse",
        "smolscale.jar",
        "smolscale.launcher",
        "smolscale.root",
        "smolscale.options",
        "smolscale.terminal",
        "smolscale.effort",
        "smolscale.tests",
        "smolscale.timeout.test",
        "smolscale.bench.pool",
        "user.smolscale",
        "smols",
        "jdk.virtualThreadScheduler.parallelism",
      })
  void aPropertyThatMeansSomethingIsNotTold(String property) {
    assertThat(Remarks.of(Set.of(property), Set.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SMOLSCALE_SCHEDULER",
        "SMOLSCALE_SINGLE_THREAD",
        "SMOLSCALE_PARALLELISM",
        "SMOLSCALE_MAX_THREADS",
        "SMOLSCALE_PROFILE",
        "SMOLSCALE_PROOF",
        "SMOLSCALE_JAVA_HOME",
        "SMOLSCALE_BUILD",
        "SMOLSCALE_SERVICE_HOST",
        "SMOLSCALE_SERVICE_PORT",
        "SMOLSCALE_SERVICE_PORT_HTTP",
        "SMOLSCALE_PORT",
        "SMOLSCALE_PORT_8080_TCP",
        "SMOLSCALE_PORT_8080_TCP_ADDR",
        "SMOLSCALE_DEMO_SERVICE_HOST",
        "SMOLSCALE_DEMO_PORT_80_TCP_PROTO",
      })
  void aVariableThatMeansSomethingIsNotTold(String variable) {
    assertThat(Remarks.of(Set.of(), Set.of(variable))).isEmpty();
  }

  @Test
  void eachHasItsLine() {
    assertThat(
            Remarks.of(
                Set.of("smolscale.paralelism", "smolscale.enabled"), Set.of("SMOLSCALE_ENABLED")))
        .hasSize(3);
  }

  @Test
  void whatOnlyTheJdksSchedulerKnowsIsTold() {
    assertThat(Remarks.of(Set.of("jdk.virtualThreadScheduler.minRunnable"), Set.of()))
        .singleElement()
        .asString()
        .contains("-Djdk.virtualThreadScheduler.minRunnable", "-Dsmolscale.maxThreads");
  }
}

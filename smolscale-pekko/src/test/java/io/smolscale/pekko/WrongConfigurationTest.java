package io.smolscale.pekko;

import static io.smolscale.pekko.Systems.doer;
import static io.smolscale.pekko.Systems.tell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A wrong setting is refused with its place, its value, and what it should be.
class WrongConfigurationTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ scheduler = shared } | scheduler | it must be \"global\" or \"own\", not \"shared\"",
        "{ scheduler = Own } | scheduler | not \"Own\"",
        "{ scheduler = [own] } | scheduler | it must be one value",
        "{ scheduler = own, parallelism = 0 } | parallelism | a whole number, 1 to 32767, or"
            + " \"default\"; not \"0\"",
        "{ scheduler = own, parallelism = -3 } | parallelism | not \"-3\"",
        "{ scheduler = own, parallelism = 32768 } | parallelism | not \"32768\"",
        "{ scheduler = own, parallelism = 2.5 } | parallelism | not \"2.5\"",
        "{ scheduler = own, parallelism = many } | parallelism | not \"many\"",
        "{ scheduler = own, parallelism = \"\" } | parallelism | not \"\"",
        "{ scheduler = own, parallelism = { min = 2 } } | parallelism | it must be one value",
        "{ scheduler = own, parallelism = 4, max-threads = 3 } | max-threads | at least the"
            + " parallelism, which is 4, or \"default\"; not \"3\"",
        "{ scheduler = own, max-threads = 99999999999 } | max-threads | not \"99999999999\"",
        "{ parallelism = 4 } | parallelism | 4 goes with scheduler = own; the global scheduler,"
            + " which this dispatcher shares, takes -Dsmolscale.parallelism=4",
        "{ max-threads = 40 } | max-threads | -Dsmolscale.maxThreads=40",
        "{ paralelism = 4 } | paralelism | there is no such setting; there are scheduler,"
            + " parallelism, max-threads"
      })
  void aSettingThatMakesNoSenseIsRefusedWithItsFix(String line) {
    String[] parts = line.split(" \\| ", -1);
    assertThatThrownBy(() ->
            ExecutorSettings.of(
                "mine", ConfigFactory.parseString("smolscale-executor " + parts[0])))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("mine.smolscale-executor." + parts[1])
        .hasMessageContaining(parts[2]);
  }

  @Test
  void anActorOnAWrongDispatcherIsNotMadeAndTheOthersGoOn() throws Exception {
    ActorSystem system =
        Systems.start(
            "wrong",
            """
            mine {
              executor = "io.smolscale.pekko.WorkerExecutor"
              smolscale-executor.parallelism = 4
            }
            """);
    try {
      assertThatThrownBy(() -> system.actorOf(doer().withDispatcher("mine")))
          .hasRootCauseInstanceOf(ConfigException.BadValue.class)
          .rootCause()
          .hasMessageContaining(
              "String: 3: Invalid value at 'mine.smolscale-executor.parallelism'");
      assertThat(tell(system.actorOf(doer()), () -> 1).join()).isEqualTo(1);
    } finally {
      Systems.end(system);
    }
  }

  @Test
  void aWrongDefaultDispatcherKeepsTheSystemFromStarting() {
    assertThatThrownBy(() ->
            Systems.start(
                "wrong", "pekko.actor.default-dispatcher.smolscale-executor.scheduler = mine"))
        .isInstanceOf(ConfigException.BadValue.class)
        .hasMessageContaining("it must be \"global\" or \"own\", not \"mine\"")
        .hasMessageContaining("-dispatcher.smolscale-executor.scheduler");
  }

  @Test
  void aValueInPlaceOfTheSectionIsRefused() {
    assertThatThrownBy(() ->
            ExecutorSettings.of("mine", ConfigFactory.parseString("smolscale-executor = own")))
        .hasMessageContaining("it must be a section");
  }

  @Test
  void withoutASectionItIsTheGlobalScheduler() {
    assertThat(ExecutorSettings.of("mine", ConfigFactory.empty()).own()).isNull();
  }
}

package io.smolscale.cli.launcher;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.CommandRun;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Services that stop answering on the JDK's scheduler, and those that do not.
@EnabledOnOs({OS.LINUX, OS.MAC})
class PodsIT {
  @Test
  void aPairThatStarvesTheJdksServiceDoesNotStarveOurs() throws Exception {
    assertStarvesTheJdkAlone("pair-array-queue");
  }

  @ParameterizedTest
  @EnabledIfSystemProperty(named = "smolscale.matrix", matches = "true")
  @ValueSource(
      strings = {
        "hogs",
        "pair-synchronous-queue",
        "pair-transfer-queue",
        "pair-lock",
        "pair-yield",
        "class-storm",
        "native-pins",
        "log-lock"
      })
  void noFaultStarvesOurs(String fault) throws Exception {
    assertStarvesTheJdkAlone(fault);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--only hog|there is no case 'hog'; the nearest is 'hogs'",
        "--only pair-lock,nonsense|there are none, hogs, pair-array-queue",
        "--seconds 0|a whole number from 1 to 20",
        "--seconds 21|a whole number from 1 to 20",
        "--quota 0|a number from 0.1 to 1 is needed",
        "--quota 1.5|a number from 0.1 to 1 is needed",
        "--quota NaN|a number from 0.1 to 1 is needed",
        "--seconds abc|'abc' is not a whole number",
        "--secnds 3|the nearest is '--seconds'",
      })
  void whatItDoesNotKnowIsRefused(String line, String message) {
    CommandRun run = CommandRun.of(("demo pods " + line).split(" ")).assertExit(2);
    assertThat(run.err()).contains(message);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void helpSaysWhatThereIs() {
    assertThat(CommandRun.of("demo", "pods", "--help").assertExit(0).out())
        .contains("Usage: smolscale demo pods")
        .contains("hogs", "pair-array-queue", "class-storm", "log-lock");
    assertThat(CommandRun.of("demo", "--help").assertExit(0).out()).contains("pods");
  }

  @SuppressWarnings("unchecked") // JSON
  private static void assertStarvesTheJdkAlone(String fault) throws Exception {
    Launched.Result run =
        new Launched("demo", "pods", "--seconds", "1", "--json", "--only", fault).run();
    List<Object> trials =
        requireNonNull((List<Object>) JSON.std.mapFrom(String.join("\n", run.out())).get("trials"));
    assertThat(trials).hasSize(2);
    assertThat(figure(trials.getLast(), "answered")).as("%s", trials).isPositive();
    assertThat(figure(trials.getFirst(), "unanswered")).as("%s", trials).isPositive();
    assertThat(figure(trials.getFirst(), "answered"))
        .as("a request or two may have come before the fault took hold: %s", trials)
        .isLessThan(figure(trials.getLast(), "answered"));
  }

  private static long figure(Object trial, String name) {
    return ((Number) requireNonNull(((Map<?, ?>) trial).get(name))).longValue();
  }
}

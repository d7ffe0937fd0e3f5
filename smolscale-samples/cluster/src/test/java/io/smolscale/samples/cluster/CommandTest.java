package io.smolscale.samples.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a user meets who types the command, short of a cluster.
class CommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int execute(String... args) {
    return ClusterSample.execute(
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        Path.of("no-such.args"),
        args);
  }

  @ParameterizedTest
  @CsvSource({
    "--rate=0, '--rate must be 1 or more, not 0'",
    "--runs=-1, '--runs must be 1 or more, not -1'",
    "--only=jdk, '--only takes smolscale or pekko, not ''jdk'''",
    "--rat=5, 'the nearest is ''--rate'''",
    "--seconds=1, 'no option file at no-such.args'"
  })
  void aMistakeIsNamedWithWhatWouldDo(String option, String message) {
    assertThat(execute(option)).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(message).contains("--help");
  }

  @Test
  void helpSaysWhatTheExitCodeMeans() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString(UTF_8)).contains("--runs", "--json", "Exit code 1");
  }

  @Test
  void theNodesOfBothSidesDifferInTheirDispatchersOnly() {
    Config ours = ConfigFactory.load("on-smolscale.conf");
    Config theirs = ConfigFactory.load("cluster.conf");
    String executor = "pekko.actor.default-dispatcher.executor";
    assertThat(ours.getString(executor)).isEqualTo("io.smolscale.pekko.WorkerExecutor");
    assertThat(theirs.getString(executor)).isEqualTo("default-executor");
    assertThat(ours.getConfig("pekko.cluster")).isEqualTo(theirs.getConfig("pekko.cluster"));
  }

  @Test
  void whatGoesOverTheWireComesBackAsItWas() {
    Add add = new Add("17", 4_711);
    assertThat(Add.decode(add.encode())).isEqualTo(add);
    State state = State.NONE.plus(1).plus(2);
    assertThat(State.decode(state.encode())).isEqualTo(state).isEqualTo(new State(2, 2));
  }
}

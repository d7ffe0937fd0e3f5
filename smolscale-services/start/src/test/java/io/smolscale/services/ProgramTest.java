package io.smolscale.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.services.Service.Running;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void withoutAServiceTheProgramSaysThatItNeedsOne() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("SERVICE").contains("Try --help");
  }

  @Test
  void aServiceThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
    assertThat(run("teas")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("'teas' is no service here; there are tea, milk");
  }

  @Test
  void aWordThatAnOptionDoesNotTakeIsRefusedWithThoseThatItTakes() {
    assertThat(run("tea", "--threads", "green")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .containsIgnoringCase("[virtual, platform, loop]")
        .contains("green");
  }

  @Test
  void aSettingThatTheProgramDoesNotHaveIsRefusedWithItsSentence() {
    assertThat(run("tea", "--loops", "inside")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("tea has no loops; leave the option out");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void aServiceThatCannotStartEndsTheProgramWithItsReason() {
    assertThat(run("milk")).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains("milk could not start", "it is sour");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void helpNamesTheServicesAndTheWords() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(UTF_8))
        .contains("tea", "a cup of it", "milk", "--threads", "--loops", "READY");
  }

  private int run(String... words) {
    List<Service> services =
        List.of(
            new Service("tea", "a cup of it", _ -> new Running(1, () -> {})),
            new Service(
                "milk",
                "a drop of it",
                _ -> {
                  throw new IllegalStateException("it is sour");
                }));
    return Program.execute(
        services,
        setting ->
            setting.loops() == Loops.INSIDE
                ? Optional.of("tea has no loops; leave the option out")
                : Optional.empty(),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8),
        words);
  }
}

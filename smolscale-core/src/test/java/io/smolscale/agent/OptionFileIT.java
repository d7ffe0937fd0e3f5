package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.apps.EveryWay;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `java -jar smolscale.jar args > smolscale.args`, and then `java @smolscale.args`.
class OptionFileIT {
  private static final String NO_REPORTS = "-XX:-DoJVMTIVirtualThreadTransitions";

  @Test
  void aProgramStartedWithItIsOnSmolscale(@TempDir Path folder) throws Exception {
    Path jar = Files.createDirectory(folder.resolve("a \"folder\" of \\ mine")).resolve("s.jar");
    Files.copy(Program.jar(), jar);
    Result made = Program.of("-jar", jar.toString(), "args").run().assertQuiet();
    assertThat(made.out()).contains(NO_REPORTS);
    Path file = Files.write(folder.resolve("smolscale.args"), made.out());
    Result result = Program.of(EveryWay.class).option("@" + file).run().assertQuiet();
    AgentIT.assertOnSmolscale(result);
  }

  @Test
  void theBuildMakesOne() throws Exception {
    Path file = Program.jar().resolveSibling("smolscale.args");
    assertThat(Files.readAllLines(file)).contains("-javaagent:" + Program.jar(), NO_REPORTS);
    AgentIT.assertOnSmolscale(Program.of(EveryWay.class).option("@" + file).run().assertQuiet());
  }

  @Test
  void anOlderJdkGetsOnlyWhatItKnows() throws Exception {
    Optional<Path> home = AgentStepsAsideIT.jdk17();
    assumeThat(home).as("a JDK 17").isPresent();
    Result result =
        Program.of("-jar", Program.jar().toString(), "args").on(home.orElseThrow()).run();
    assertThat(result.assertComplained("17", NO_REPORTS).out())
        .filteredOn(line -> !line.startsWith("#"))
        .containsExactly("-javaagent:" + Program.jar());
  }

  @Test
  void itSaysHowItIsUsed() throws Exception {
    List<String> usage =
        Program.of("-jar", Program.jar().toString(), "--help").run().assertQuiet().out();
    assertThat(usage).anyMatch(line -> line.contains("-javaagent:" + Program.jar()));
    Result wrong = Program.of("-jar", Program.jar().toString(), "arg").run();
    assertThat(wrong.exit()).isEqualTo(2);
    assertThat(wrong.err().getFirst()).isEqualTo("smolscale: unknown: arg");
    assertThat(wrong.err()).containsAll(usage);
  }
}

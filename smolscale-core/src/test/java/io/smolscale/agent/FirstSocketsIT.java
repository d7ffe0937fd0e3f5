package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.FirstSockets;
import io.smolscale.testkit.Program;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The class of the JDK's that waits for sockets may be initialised by anybody, at any time: before
/// we take the sockets, or just then.
@EnabledOnOs(OS.LINUX)
class FirstSocketsIT {
  private static final int FEW = 256;
  private static final int ROUNDS = 3; // each a JVM

  private static final List<String> READ =
      List.of("read: 0", "read: 1", "read: 2", "read: 3", "polls: true", "last: 42");

  /// As `jcmd PID Thread.vthread_pollers` has it, or a program that warms up.
  @ParameterizedTest
  @ValueSource(strings = {"pollers-first", "pollers-beside"})
  void underTheAgentTheJdkMayComeFirst(String how) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(agent(how).run().assertQuiet().out()).isEqualTo(READ);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pollers-first", "scheduler-beside", "scheduler-after"})
  void asALibraryItComesToThreadsThatReadSockets(String how) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(library(how).run().assertQuiet().out()).isEqualTo(READ);
    }
  }

  @Test
  void aThreadThatIsInterruptedStartsTheSocketsAllTheSame() throws Exception {
    assertThat(agent("interrupted").run().assertQuiet().out())
        .isEqualTo(after("interrupted: true"));
    assertThat(library("scheduler-interrupted").run().assertQuiet().out())
        .isEqualTo(after("interrupted: true"));
  }

  @Test
  void withoutDescriptorsTheSocketsAreTakenWhenThereAreSome() throws Exception {
    Program program = agent("no-descriptors").descriptors(FEW);
    assertThat(program.run().assertComplained("Too many open files", "tried again later").out())
        .isEqualTo(after("first: ran"));
  }

  private static List<String> after(String line) {
    List<String> lines = new ArrayList<>(List.of(line));
    lines.addAll(READ);
    return lines;
  }

  private static Program agent(String how) {
    return Program.withLibrary(FirstSockets.class, how).withAgent();
  }

  private static Program library(String how) {
    return Program.withLibrary(FirstSockets.class, how).opened();
  }
}

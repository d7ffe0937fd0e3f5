package io.smolscale.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.apps.ForeignSockets;
import io.smolscale.testkit.Program;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Virtual threads on a scheduler of the program's own share the poll set, and our workers may all
/// sleep when one of them comes to wait there.
@EnabledOnOs(OS.LINUX)
class ForeignSocketsIT {
  private static final List<String> WOKEN =
      List.of(
          "read: 42",
          "read: 42",
          "read: 42",
          "write: all",
          "accept: true",
          "datagram: 3",
          "pipe: 5",
          "select: 1 and 0",
          "close: true",
          "pinned: 7");

  @Test
  void threadsOnAnotherSchedulerAreWokenWhileAllWorkersSleep() throws Exception {
    assertThat(run()).isEqualTo(WOKEN);
  }

  @Test
  void threadsThatWaitedBeforeTheFirstOfOursAreWoken() throws Exception {
    List<String> all =
        new ArrayList<>(List.of("early: 42", "waited: 0", "waited: 1", "waited: 2", "waited: 3"));
    all.addAll(WOKEN);
    assertThat(run("early")).isEqualTo(all);
  }

  @Test
  void aThreadThatWaitedBeforeTheFirstOfOursHearsThatItsSocketIsClosed() throws Exception {
    assertThat(run("early", "closed")).filteredOn("closed: true"::equals).hasSize(4);
  }

  @Test
  void withoutThePollSetTheJdkServesThem() throws Exception {
    assertThat(
            program().option("-Dsmolscale.refuse=SOCKETS").run().assertComplained("SOCKETS").out())
        .isEqualTo(WOKEN);
  }

  private static List<String> run(String... how) throws Exception {
    return program(how).run().assertQuiet().out();
  }

  private static Program program(String... how) {
    return Program.of(ForeignSockets.class, how)
        .withAgent()
        .option("--add-opens=java.base/java.lang=ALL-UNNAMED");
  }
}

package io.smolscale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Virtual threads talk to other processes. Such a read keeps its worker, so there are more of them
/// than workers.
@AlsoUnderAgent
class ProcessStreamsTest {
  private static final Path CAT = Path.of("/bin/cat");
  private static final int PROCESSES = 8;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @BeforeEach
  void needsACat() {
    assumeThat(Files.isExecutable(CAT)).as("there is a /bin/cat").isTrue();
  }

  @Test
  void manyReadsWaitAndOthersGoOn() throws Exception {
    List<Process> processes = new ArrayList<>();
    List<Thread> readers = new ArrayList<>();
    try {
      for (int i = 0; i < PROCESSES; i++) {
        Process process = cat();
        String line = "line of " + i;
        processes.add(process);
        readers.add(
            on.start(() -> assertThat(process.inputReader(UTF_8).readLine()).isEqualTo(line)));
      }
      for (int i = 0; i < 100; i++) { // however many workers those reads keep
        int value = i;
        assertThat(on.call(() -> value)).isEqualTo(i);
      }
      for (int i = 0; i < PROCESSES; i++) {
        Process process = processes.get(i);
        String line = "line of " + i + "\n";
        on.run(() -> {
          process.getOutputStream().write(line.getBytes(UTF_8));
          process.getOutputStream().flush();
        });
      }
      for (Thread reader : readers) {
        Eventually.ends(reader);
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }
  }

  @Test
  void theEndOfAProcessIsAwaited() throws Exception {
    on.run(() -> {
      Process process = cat();
      process.getOutputStream().write("all of it".getBytes(UTF_8));
      process.getOutputStream().close();
      assertThat(process.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("all of it");
      assertThat(process.waitFor()).isZero();
    });
  }

  @Test
  void moreThanAPipeHoldsGoesThrough() throws Exception {
    byte[] sent = new byte[1_000_000];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i * 31);
    }
    Process process = cat();
    Thread writer =
        on.start(() -> {
          process.getOutputStream().write(sent);
          process.getOutputStream().close();
        });
    assertThat(on.call(() -> process.getInputStream().readAllBytes())).isEqualTo(sent);
    Eventually.ends(writer);
  }

  private static Process cat() throws IOException {
    return new ProcessBuilder(CAT.toString()).start();
  }
}

package io.smolscale.agent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.apps.GoesOn;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Program;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The processors change that a JVM sees while its virtual threads run: as in a container whose
/// limit is raised or lowered in place.
class ProcessorsChangeIT {
  private static final Path GROUPS = Path.of("/sys/fs/cgroup");
  private static final int PERIOD = 100_000;

  @Test
  void theAffinityOfTheProcess() throws Exception {
    int all = Runtime.getRuntime().availableProcessors();
    assumeThat(all).isGreaterThan(1);
    Optional<String> allowed = allowed();
    assumeThat(allowed).isPresent();
    assumeThat(Files.isExecutable(Path.of("/usr/bin/taskset"))).isTrue();
    String list = allowed.orElseThrow();
    String one = list.split("[,-]", -1)[0];
    try (Running running = new Running(Program.of(GoesOn.class).withAgent().start())) {
      running.isAt(all);
      running.mayRunOn(one);
      running.isAt(1);
      running.mayRunOn(list);
      running.isAt(all);
      running.ends();
    }
  }

  private static Optional<String> allowed() throws IOException {
    Path status = Path.of("/proc/self/status");
    String key = "Cpus_allowed_list:";
    return Files.exists(status)
        ? Files.readAllLines(status).stream()
            .filter(line -> line.startsWith(key))
            .map(line -> line.substring(key.length()).strip())
            .findFirst()
        : Optional.empty();
  }

  @Test
  void theQuotaOfItsControlGroup() throws Exception {
    int all = Runtime.getRuntime().availableProcessors();
    assumeThat(all).isGreaterThan(1);
    Optional<Path> made = newGroup();
    assumeThat(made).as("a control group of our own").isPresent();
    Path group = made.orElseThrow();
    try {
      limit(group, 1);
      Program program =
          Program.of(GoesOn.class)
              .withAgent()
              .through("sh", "-c", "echo $$ > \"$0\" && exec \"$@\"", group + "/cgroup.procs");
      try (Running running = new Running(program.start())) {
        running.isAt(1);
        limit(group, 2);
        running.isAt(2);
        limit(group, 1);
        running.isAt(1);
        running.ends();
      }
      Program fixed = program.option("-Dsmolscale.parallelism=2");
      try (Running running = new Running(fixed.start())) {
        running.isAt(2);
        limit(group, 2);
        TimeUnit.SECONDS.sleep(2); // for a look
        running.isAt(2);
        running.ends();
      }
    } finally {
      remove(group);
    }
  }

  /// The group is busy until its last process is gone.
  private static void remove(Path group) throws InterruptedException {
    Eventually.holds("the group is empty", () -> group.toFile().delete());
  }

  /// A group with a quota; empty where we may not make one.
  private static Optional<Path> newGroup() {
    Path parent = Files.isDirectory(GROUPS.resolve("cpu")) ? GROUPS.resolve("cpu") : GROUPS;
    Path group = parent.resolve("smolscale-" + ProcessHandle.current().pid());
    try {
      Files.createDirectory(group);
    } catch (IOException _) {
      return Optional.empty();
    }
    try {
      limit(group, 1);
      return Optional.of(group);
    } catch (IOException _) {
      var _ = group.toFile().delete();
      return Optional.empty();
    }
  }

  private static void limit(Path group, int processors) throws IOException {
    Path first = group.resolve("cpu.cfs_quota_us");
    if (Files.exists(first)) {
      Files.writeString(first, String.valueOf(processors * PERIOD));
    } else {
      Path second = group.resolve("cpu.max");
      if (!Files.exists(second)) {
        throw new IOException("no quota");
      }
      Files.writeString(second, processors * PERIOD + " " + PERIOD);
    }
  }

  /// The program, and what it says.
  private static final class Running implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;

    Running(Process process) {
      this.process = process;
      out = process.inputReader();
    }

    void isAt(int parallelism) throws IOException {
      process.getOutputStream().write((parallelism + "\n").getBytes(US_ASCII));
      process.getOutputStream().flush();
      for (String line : List.of("parallelism " + parallelism, "all go on")) {
        assertThat(out.readLine()).isEqualTo(line);
      }
    }

    void mayRunOn(String processors) throws IOException, InterruptedException {
      Process taskset =
          new ProcessBuilder(
                  "/usr/bin/taskset", "-a", "-p", "-c", processors, String.valueOf(process.pid()))
              .redirectErrorStream(true)
              .start();
      taskset.getInputStream().readAllBytes();
      assertThat(taskset.waitFor()).isZero();
    }

    void ends() throws IOException, InterruptedException {
      process.getOutputStream().close();
      assertThat(out.readLine()).isEqualTo("ended");
      assertThat(process.waitFor()).isZero();
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }
}

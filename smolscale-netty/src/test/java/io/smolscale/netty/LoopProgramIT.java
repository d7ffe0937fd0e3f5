package io.smolscale.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program with event loops and nothing else, in a JVM of its own.
class LoopProgramIT {
  private static final String SAID = "Netty's event loops are platform threads";

  @TempDir private Path folder;

  @Test
  void withTheOptionFileTheLoopsAreVirtualAndTheJvmStaysUntilTheyEnd() throws Exception {
    Run run = run(List.of("@" + Path.of(System.getProperty("option.file")).normalize()));
    assertThat(run.loop).startsWith("VirtualThread[").contains("@smolscale-");
    assertThat(run.request).startsWith("VirtualThread[").contains("@smolscale-");
    assertThat(run.errors).doesNotContain("smolscale:", SAID);
  }

  @Test
  void withoutTheOptionTheLoopsAreNettysAndOneLineSaysWhichIsMissing() throws Exception {
    Run run = run(List.of());
    assertThat(run.loop).startsWith("Thread[").contains("smolscale-loop-");
    assertThat(run.errors).containsOnlyOnce(SAID).contains("--add-opens");
  }

  @Test
  void whereSmolscaleIsSwitchedOffTheLoopsAreNettysAndOneLineSaysSo() throws Exception {
    Run run = run(List.of("-Dsmolscale.scheduler=jdk"));
    assertThat(run.loop).startsWith("Thread[").contains("smolscale-loop-");
    assertThat(run.request).contains("@ForkJoinPool-");
    assertThat(run.errors).containsOnlyOnce(SAID).contains("switched off");
  }

  private record Run(String loop, String request, String errors) {}

  private Run run(List<String> options) throws Exception {
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), LoopProgram.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().remove("SMOLSCALE_SCHEDULER");
    Process process = builder.start();
    try (BufferedReader out = process.inputReader()) {
      String said = String.valueOf(out.readLine());
      assertThat(said).as(() -> "%s".formatted(read(err))).startsWith("port: ");
      int port = Integer.parseInt(said.substring("port: ".length()));
      String loop;
      String request;
      try (LineServer.Client client = new LineServer.Client(port)) {
        while ("main true".equals(client.ask("main"))) {
          Thread.sleep(1);
        }
        Thread.sleep(200); // time to exit, for a JVM that nobody keeps up
        loop = Objects.requireNonNull(client.ask("loop"));
        request = Objects.requireNonNull(client.ask("request"));
        assertThat(process.isAlive()).isTrue();
        client.send("stop");
        assertThat(client.receive()).isNull();
      }
      assertThat(process.waitFor(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(() -> "%s".formatted(read(err))).isZero();
      return new Run(loop, request, read(err));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}

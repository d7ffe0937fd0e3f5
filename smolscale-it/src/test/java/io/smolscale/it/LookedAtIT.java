package io.smolscale.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.it.programs.SpringApplicationServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that look at a JVM, at a Spring Boot service under load which nobody has prepared.
class LookedAtIT {
  private static final int CLIENTS = 8;
  private static final int REQUESTS_OF_A_CONNECTION = 50; // Tomcat ends it after 100
  private static final Path COMMAND = Path.of("..", "smolscale-cli", "target", "smolscale-cli.jar");

  @TempDir private Path folder;

  private record Said(int exit, String out) {}

  private static Said ask(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", COMMAND.toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Said(process.waitFor(), out);
  }

  @Test
  void aServiceUnderLoadShowsItsThreadsItsRunsAndThatNothingHangs() throws Exception {
    try (JavaProcess service =
        JavaProcess.start(
            Side.SMOLSCALE,
            SpringApplicationServer.class,
            List.of(
                "--spring.threads.virtual.enabled=true",
                "--server.address=127.0.0.1",
                "--server.port=0"))) {
      int port = Integer.parseInt(service.says("port: "));
      String pid = String.valueOf(service.pid());
      AtomicBoolean enough = new AtomicBoolean();
      AtomicLong answers = new AtomicLong();
      Thread load = Thread.ofPlatform().start(() -> load(port, enough, answers));
      try {
        Eventually.holds("it answers", () -> answers.get() > 100);

        Said top = ask("top", "--once", pid);
        assertThat(top.exit()).as("%s", top).isZero();
        assertThat(top.out()).contains("workers awake", "WORKER", "wait for a worker p50");

        Path trace = folder.resolve("trace.json");
        Said record = ask("record", "--seconds", "1", "-o", trace.toString(), pid);
        assertThat(record.exit()).as("%s", record).isZero();
        assertThat(Files.readString(trace)).contains("tomcat-handler");

        Said why = ask("why", pid);
        assertThat(why.exit()).as("%s", why).isZero();
        assertThat(why.out()).startsWith("Nothing to find:");

        long before = answers.get();
        Eventually.holds("it still answers", () -> answers.get() > before + 100);
      } finally {
        enough.set(true);
        load.join();
      }
    }
  }

  private static void load(int port, AtomicBoolean enough, AtomicLong answers) {
    try {
      Crowd.of(
          CLIENTS,
          client -> {
            while (!enough.get()) {
              try (Socket socket = RawHttp.connect(port)) {
                for (int i = 0; i < REQUESTS_OF_A_CONNECTION && !enough.get(); i++) {
                  RawHttp.send(socket, RawHttp.get("/where"));
                  assertThat(RawHttp.answer(socket)).isNotEmpty();
                  answers.incrementAndGet();
                  Thread.sleep(1);
                }
              }
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

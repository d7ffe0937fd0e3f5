package io.smolscale.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A Spring Boot application with the starter on its class path, in a JVM of its own.
class StarterIT {
  private static final long LIMIT_SECONDS = 60;
  private static final String OPTION_FILE =
      "@" + Path.of(System.getProperty("option.file")).normalize();
  private static final String OPENED = "--add-opens=java.base/java.lang=ALL-UNNAMED";
  private static final String NONSENSE = "-Dsmolscale.parallelism=two";

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void withTheOptionFileTheServerIsInsideAndActuatorTellsOfIt() throws Exception {
    try (Application application =
        new Application(
            OPTION_FILE,
            "-Dsmolscale.schedulers.orders.parallelism=1",
            "-Dsmolscale.schedulers.mail.parallelism=1")) {
      for (int i = 0; i < 20; i++) {
        assertThat(get(application, "/where"))
            .contains("VirtualThread[", "tomcat-handler-", "@smolscale-worker-")
            .as("no poller and no acceptor of Tomcat's own")
            .endsWith("\"[]\"]");
      }
      assertThat(get(application, "/orders/7")).contains("\"article\":\"tea\"");
      assertThat(get(application, "/actuator/info"))
          .contains("\"on\":true", "\"form\":\"option file\"", "\"serverInside\":true")
          .doesNotContain("unknown");
      assertThat(get(application, "/actuator/health"))
          .contains("\"status\":\"UP\"", "\"smolscale\"", "\"orders\"", "\"mail\"");
      assertThat(get(application, "/actuator/prometheus"))
          .contains("smolscale_tasks_total{name=\"orders\"}")
          .contains("smolscale_tasks_total{name=\"smolscale\"}");
      assertThat(application.end())
          .containsOnlyOnce(" is on by the option file, parallelism ")
          .contains(", Tomcat's loops inside; own schedulers mail, orders")
          .as("nothing to remark, and the properties of the starter are known")
          .doesNotContain("smolscale: ");
    }
  }

  @Test
  void withoutItTheServerIsPlainAndTheLinesSaySo() throws Exception {
    try (Application application =
        new Application(OPENED, "-Dsmolscale.schedulers.orders.parallelism=1")) {
      assertThat(get(application, "/where"))
          .contains("VirtualThread[", "@ForkJoinPool-", "-Poller", "-Acceptor");
      assertThat(get(application, "/actuator/info"))
          .contains("\"on\":false", "\"form\":\"library\"", "\"serverInside\":false");
      assertThat(application.end())
          .containsOnlyOnce("Tomcat's own threads, as no worker of smolscale's waits for sockets")
          .containsOnlyOnce("is not on: virtual threads run on the JDK's scheduler");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void withASettingThatMakesNoSenseTheApplicationRunsOnTheJdksSchedulerAndSaysWhy(
      boolean withOptionFile) throws Exception {
    try (Application application =
        new Application(withOptionFile ? OPTION_FILE : OPENED, NONSENSE)) {
      assertThat(get(application, "/where"))
          .contains("VirtualThread[", "@ForkJoinPool-", "-Poller", "-Acceptor");
      assertThat(get(application, "/actuator/info"))
          .contains("\"on\":false", "\"reason\":\"" + NONSENSE + ": must be");
      assertThat(get(application, "/actuator/health"))
          .contains("\"smolscale\":{\"off\":\"" + NONSENSE + ": must be", "\"status\":\"UP\"")
          .doesNotContain("DOWN");
      assertThat(get(application, "/actuator/prometheus")).doesNotContain("smolscale_tasks");
      assertThat(application.end())
          .containsOnlyOnce(
              "is not on: virtual threads run on the JDK's scheduler; " + NONSENSE + ": must be")
          .doesNotContain("java @smolscale.args -jar");
    }
  }

  @Test
  void withASettingThatMakesNoSenseSchedulersAreRefusedAndTheFailureSaysWhatToCorrect() {
    assertThatThrownBy(() ->
            new Application(OPTION_FILE, NONSENSE, "-Dsmolscale.schedulers.orders.parallelism=1"))
        .hasMessageContaining("APPLICATION FAILED TO START")
        .hasMessageContaining("smolscale.schedulers.orders cannot be made: " + NONSENSE + ": must")
        .hasMessageContaining("Correct the setting");
  }

  @Test
  void withTheOptionFileAndTheJdksSchedulerTheLineNamesTheSettingAndNoOptionFile()
      throws Exception {
    try (Application application = new Application(OPTION_FILE, "-Dsmolscale.scheduler=jdk")) {
      assertThat(get(application, "/actuator/info"))
          .contains("\"on\":false", "\"reason\":\"the setting smolscale.scheduler=jdk");
      assertThat(application.end())
          .contains(
              "is not on: virtual threads run on the JDK's scheduler;"
                  + " the setting smolscale.scheduler=jdk asks for it")
          .doesNotContain("java @smolscale.args -jar");
    }
  }

  private String get(Application application, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + application.port + path);
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s: %s", uri, response.body()).isEqualTo(200);
    return response.body();
  }

  private final class Application implements AutoCloseable {
    private final Process process;
    private final Path err = folder.resolve("err");
    private final BufferedReader out;
    private final StringBuilder said = new StringBuilder();
    final int port;

    Application(String... options) throws IOException {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.addAll(List.of(options));
      command.addAll(
          List.of(
              "-cp",
              classPath(),
              JsonApplication.class.getName(),
              "--spring.threads.virtual.enabled=true",
              "--server.address=127.0.0.1",
              "--server.port=0",
              "--management.endpoint.health.show-details=always",
              "--management.endpoints.web.exposure.include=*"));
      process = new ProcessBuilder(command).redirectError(err.toFile()).start();
      out = process.inputReader();
      port = readPort();
    }

    private int readPort() throws IOException {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("port: ")) {
          return Integer.parseInt(line.substring("port: ".length()));
        }
        said.append(line).append('\n');
      }
      throw new AssertionError(said + Files.readString(err));
    }

    /// Ends it, and returns all that it has said.
    String end() throws Exception {
      process.getOutputStream().close();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(line).append('\n');
      }
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      String all = said + Files.readString(err);
      assertThat(process.exitValue()).as(all).isZero();
      return all;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  /// That of these tests, without the other server.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.contains("jetty"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}

package io.smolscale.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page that Prometheus scrapes, of a Spring Boot service with Actuator, and the binder on its
/// class path. The scheduler came by the option file; the application has no other class of ours.
class PrometheusPageIT {
  private static final long LIMIT_SECONDS = 60;
  private static final int REQUESTS = 50;

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void aServiceOnTheOptionFileHasTheMetersWithoutALineOfCode(@TempDir Path folder)
      throws Exception {
    Path err = folder.resolve("err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of(System.getProperty("option.file")).normalize());
    command.addAll(
        List.of(
            "-cp",
            classPath(),
            ScrapedApplication.class.getName(),
            "--spring.threads.virtual.enabled=true",
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--management.endpoints.web.exposure.include=prometheus"));
    Process process = new ProcessBuilder(command).redirectError(err.toFile()).start();
    try (BufferedReader out = process.inputReader()) {
      String page = "http://127.0.0.1:" + port(out, err);
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(get(page + "/where")).contains("VirtualThread[").contains("smolscale-");
      }
      Map<String, Double> values = values(get(page + "/actuator/prometheus"));
      assertThat(values)
          .containsKeys(
              "jvm_threads_virtual_parallelism",
              "jvm_threads_virtual_pool_size_threads",
              "jvm_threads_virtual_live_threads{scheduling_status=\"mounted\"}",
              "smolscale_threads{name=\"smolscale\",state=\"running\"}",
              "smolscale_threads_parked_threads{name=\"smolscale\",reason=\"socket\"}",
              "smolscale_workers_threads{name=\"smolscale\",state=\"asleep\"}",
              "smolscale_rescues_total{name=\"smolscale\"}",
              "smolscale_worker_time_seconds_total{activity=\"asleep\",name=\"smolscale\"}",
              "smolscale_scheduling_delay_seconds_count{name=\"smolscale\",source=\"outside\"}",
              "smolscale_scheduling_delay_oldest_seconds{name=\"smolscale\"}");
      assertThat(values.get("smolscale_tasks_total{name=\"smolscale\"}"))
          .as(
              "each request went on after its sleep; Tomcat serves two that come close on one"
                  + " thread")
          .isGreaterThanOrEqualTo((double) REQUESTS);
      assertThat(values.get("smolscale_threads{name=\"smolscale\",state=\"running\"}"))
          .as("the thread that serves the page")
          .isGreaterThanOrEqualTo(1.0);
      assertThat(ofDashboard())
          .hasSizeGreaterThan(10)
          .allSatisfy(meter ->
              assertThat(values.keySet())
                  .as("%s, which the dashboard asks for", meter)
                  .anyMatch(key -> key.startsWith(meter + "{")));
      process.getOutputStream().close();
      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(err)).doesNotContain("smolscale:");
    } finally {
      process.destroyForcibly();
    }
  }

  /// The meters that the dashboard asks for, but for that of a control group, which may have none.
  private static List<String> ofDashboard() throws IOException {
    String dashboard = Files.readString(Path.of(System.getProperty("dashboard")));
    return Pattern.compile("smolscale_\\w+(?=\\{)")
        .matcher(dashboard)
        .results()
        .map(MatchResult::group)
        .distinct()
        .filter(meter -> !meter.contains("throttled"))
        .toList();
  }

  /// That of these tests, without the library.
  private static String classPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> !entry.endsWith("smolscale.jar") && !entry.contains("smolscale-core"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int port(BufferedReader out, Path err) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("port: ")) {
        return Integer.parseInt(line.substring("port: ".length()));
      }
    }
    throw new AssertionError(Files.readString(err));
  }

  private String get(String uri) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(URI.create(uri)).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as("%s: %s", uri, response.body()).isEqualTo(200);
    return response.body();
  }

  private static Map<String, Double> values(String page) {
    Map<String, Double> values = new TreeMap<>();
    for (String line : page.split("\n", -1)) {
      int space = line.lastIndexOf(' ');
      if (!line.startsWith("#") && space > 0) {
        values.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
      }
    }
    return values;
  }
}

package io.smolscale.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.catalina.startup.Bootstrap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tomcat by itself, with our connector in its `server.xml`, in a JVM of its own.
class ServerXmlIT {
  private static final String SERVER =
      """
      <Server port="-1">
        <Service name="Catalina">
          <Connector port="0" address="127.0.0.1" protocol="io.smolscale.tomcat.SmolscaleProtocol"/>
          <Engine name="Catalina" defaultHost="localhost">
            <Host name="localhost" appBase="webapps"/>
          </Engine>
        </Service>
      </Server>
      """;
  private static final String WEB =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        <servlet>
          <servlet-name>default</servlet-name>
          <servlet-class>org.apache.catalina.servlets.DefaultServlet</servlet-class>
        </servlet>
        <servlet-mapping><servlet-name>default</servlet-name><url-pattern>/</url-pattern></servlet-mapping>
      </web-app>
      """;
  private static final Pattern PORT = Pattern.compile("http-nio-127\\.0\\.0\\.1-auto-1-(\\d+)");

  @TempDir Path base;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(base.resolve("conf"));
    Files.createDirectories(base.resolve("temp"));
    Files.createDirectories(base.resolve("lib"));
    Files.createDirectories(base.resolve("webapps/ROOT"));
    Files.writeString(base.resolve("conf/server.xml"), SERVER);
    Files.writeString(base.resolve("conf/web.xml"), WEB);
    Files.writeString(base.resolve("webapps/ROOT/hello.txt"), "hello");
  }

  @Test
  void withTheOptionFileItIsInsideStaysUpAndEndsWhenItIsTold() throws Exception {
    String log =
        serveAndStop(List.of("@" + Path.of(System.getProperty("option.file")).normalize()));
    assertThat(log)
        .contains("poller, acceptor and requests are virtual threads on smolscale")
        .doesNotContain("Tomcat's own threads")
        .doesNotContain("SEVERE");
  }

  @Test
  void withoutItIsThePlainConnectorAndOneLineSaysSo() throws Exception {
    String log = serveAndStop(List.of());
    assertThat(log)
        .containsOnlyOnce("poller and acceptor are Tomcat's own threads, as smolscale is not in")
        .doesNotContain("SEVERE");
  }

  private String serveAndStop(List<String> options) throws Exception {
    Path log = base.resolve("log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(
            "-Dcatalina.base=" + base,
            "-Dcatalina.home=" + base,
            "-Djava.io.tmpdir=" + base.resolve("temp"),
            "-cp",
            classPath(),
            Bootstrap.class.getName(),
            "start"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Eventually.holds(
          "it listens, or has ended",
          () -> Files.readString(log).contains("Server startup") || !process.isAlive());
      Matcher port = PORT.matcher(Files.readString(log));
      assertThat(port.find()).as(Files.readString(log)).isTrue();
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/hello.txt"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.body()).isEqualTo("hello");
      assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).as("it stays up").isFalse();
      process.destroy();
      assertThat(process.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return Files.readString(log);
    } finally {
      process.destroyForcibly();
    }
  }

  /// That of these tests, without the library: the option file brings it.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> !entry.endsWith("smolscale.jar") && !entry.contains("smolscale-core"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}

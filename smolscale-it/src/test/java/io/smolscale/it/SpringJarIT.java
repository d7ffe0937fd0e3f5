package io.smolscale.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.it.programs.SpringApplicationServer;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.loader.tools.Libraries;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/// A Spring Boot application in one jar, with libraries in jars inside it and a class loader of its
/// own: `java -javaagent:smolscale.jar -jar app.jar`.
class SpringJarIT {
  private static final int CLIENTS = 40;

  /// Of all that is on the class path of these tests, what the application needs.
  private static final List<String> LIBRARIES =
      List.of(
          "spring-",
          "tomcat-",
          "jackson-",
          "slf4j-",
          "micrometer-",
          "jakarta.annotation-",
          "commons-logging-",
          "snakeyaml-",
          "jspecify-");

  @Test
  void itRunsOnSmolscale(@TempDir Path folder) throws Exception {
    Path jar = repackaged(folder);
    List<String> command =
        List.of(
            "-jar",
            jar.toString(),
            "--spring.threads.virtual.enabled=true",
            "--server.address=127.0.0.1",
            "--server.port=0");
    Set<String> threads = ConcurrentHashMap.newKeySet();
    try (JavaProcess application = JavaProcess.start(Side.SMOLSCALE, command)) {
      int port = Integer.parseInt(application.says("port: "));
      Crowd.of(
          CLIENTS,
          client -> {
            try (Socket socket = RawHttp.connect(port)) {
              byte[] question = ("question of " + client).getBytes(UTF_8);
              RawHttp.send(socket, RawHttp.post("/echo", question));
              assertThat(RawHttp.answer(socket)).isEqualTo(question);
              RawHttp.send(socket, RawHttp.get("/where"));
              threads.add(new String(RawHttp.answer(socket), UTF_8));
            }
          });
    }
    assertThat(threads)
        .isNotEmpty()
        .allMatch(
            thread -> thread.startsWith("VirtualThread[") && thread.contains("tomcat-handler"))
        .allMatch(thread -> thread.contains(Side.SMOLSCALE.carrier()));
  }

  private static Path repackaged(Path folder) throws IOException {
    String classes =
        SpringApplicationServer.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    Path plain = folder.resolve("plain.jar");
    int made =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--create",
                "--file=" + plain,
                "-C",
                classes,
                "io/smolscale/it/programs");
    assertThat(made).isZero();
    Path application = folder.resolve("application.jar");
    Repackager repackager = new Repackager(plain.toFile());
    repackager.setMainClass(SpringApplicationServer.class.getName());
    repackager.repackage(application.toFile(), libraries());
    return application;
  }

  private static Libraries libraries() {
    return callback -> {
      for (String entry : JavaProcess.classPath()) {
        File file = new File(entry);
        if (LIBRARIES.stream().anyMatch(file.getName()::startsWith)) {
          callback.library(new Library(file, LibraryScope.COMPILE));
        }
      }
    };
  }
}

package io.smolscale.micrometer;

import java.io.IOException;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// A service that knows nothing of us but for the binder on its class path. It says its port, and
/// ends with its input.
@SpringBootApplication
@RestController
public class ScrapedApplication {
  /// Runs it.
  public static void main(String[] args) throws IOException {
    try (var context =
        (ServletWebServerApplicationContext)
            SpringApplication.run(ScrapedApplication.class, args)) {
      System.out.println(
          "port: " + Objects.requireNonNull(context.getWebServer(), "it runs").getPort());
      while (System.in.read() >= 0) {
        // until the end
      }
    }
  }

  /// Says where it runs.
  @GetMapping("/where")
  public String where() throws InterruptedException {
    Thread.sleep(1);
    return Thread.currentThread().toString();
  }
}

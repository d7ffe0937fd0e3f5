package io.smolscale.it.programs;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// A Spring Boot application with `spring.threads.virtual.enabled=true`.
@SpringBootApplication
@RestController
public class SpringApplicationServer {
  /// Runs it.
  public static void main(String[] args) throws IOException {
    try (var context =
        (ServletWebServerApplicationContext)
            SpringApplication.run(SpringApplicationServer.class, args)) {
      Lifeline.hold(Objects.requireNonNull(context.getWebServer(), "it runs").getPort());
    }
  }

  /// Answers each request.
  @RequestMapping("/{name}")
  public byte[] answer(HttpServletRequest request) throws IOException {
    return Answers.to(request.getRequestURI(), request.getInputStream());
  }
}

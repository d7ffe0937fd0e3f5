package io.smolscale.it.programs;

import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.InputStream;

/// Helidon, which has nothing but virtual threads.
public final class HelidonServer {
  private HelidonServer() {}

  /// Runs it.
  public static void main(String[] args) throws IOException {
    WebServer server =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .backlog(1_000)
            .routing(routing ->
                routing.any(
                    "/*",
                    (request, response) -> {
                      try (InputStream body = request.content().inputStream()) {
                        response.send(Answers.to(request.path().path(), body));
                      }
                    }))
            .build()
            .start();
    Lifeline.hold(server.port());
    server.stop();
  }
}

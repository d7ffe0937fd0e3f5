package io.smolscale.services.helidon;

import io.helidon.http.BadRequestException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

/// A server of Helidon's on a free port of the loopback interface, which answers `GET /orders/N`.
final class WorkServer {
  private WorkServer() {}

  /// Answers a request.
  @FunctionalInterface
  interface Work {
    void answer(long number, ServerResponse response) throws Exception;
  }

  static WebServer start(Work work) {
    return WebServer.builder()
        .host("127.0.0.1")
        .port(0)
        .shutdownHook(false) // the program ends the server itself, before its companions
        .routing(routing ->
            routing.get(
                "/orders/{number}", (request, response) -> work.answer(number(request), response)))
        .build()
        .start();
  }

  private static long number(ServerRequest request) {
    String text = request.path().pathParameters().get("number");
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new BadRequestException("'" + text + "' is no whole number", e);
    }
  }
}

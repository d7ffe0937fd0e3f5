package io.smolscale.services.helidon;

import io.helidon.webserver.WebServer;
import io.smolscale.services.Service.Running;

/// An order as JSON: a service that does next to nothing but HTTP.
final class JsonService {
  private JsonService() {}

  static Running start() {
    WebServer server = WorkServer.start((number, response) -> response.send(Order.of(number)));
    return new Running(server.port(), server::stop);
  }
}

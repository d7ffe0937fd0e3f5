package io.smolscale.services.helidon;

import io.helidon.webserver.WebServer;
import io.smolscale.services.Companion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The five services behind the [Gateway], in one JVM. Each takes some milliseconds for an answer,
/// as if it had a database of its own.
final class BackEnds {
  private static final List<String> NAMES =
      List.of("customer", "stock", "price", "discount", "delivery");

  private BackEnds() {}

  public static void main(String[] args) throws IOException {
    List<WebServer> servers = new ArrayList<>();
    for (String name : NAMES) {
      int millis = 1 + servers.size();
      servers.add(
          WorkServer.start((number, response) -> {
            Thread.sleep(millis);
            response.send(new Gateway.Part(name, number));
          }));
    }
    Companion.serve(servers.stream().map(WebServer::port).toArray(Integer[]::new));
    System.exit(0);
  }
}

package io.smolscale.it.programs;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The JDK's own HTTP server, with a virtual thread for each request.
public final class JdkServer {
  private static final int BACKLOG = 1_000;

  private JdkServer() {}

  /// Runs it.
  public static void main(String[] args) throws IOException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      server.setExecutor(threads);
      server.createContext(
          "/",
          exchange -> {
            try (exchange) {
              byte[] answer =
                  Answers.to(exchange.getRequestURI().getPath(), exchange.getRequestBody());
              exchange.sendResponseHeaders(200, answer.length);
              exchange.getResponseBody().write(answer);
            }
          });
      server.start();
      Lifeline.hold(server.getAddress().getPort());
      server.stop(0);
      threads.shutdownNow();
    }
  }
}

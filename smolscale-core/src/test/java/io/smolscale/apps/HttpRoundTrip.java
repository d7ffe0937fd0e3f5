package io.smolscale.apps;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The JDK's HTTP server and client on virtual threads; prints how many answers were right.
public final class HttpRoundTrip {
  private static final int CLIENTS = 10;
  private static final int REQUESTS = 20;

  private HttpRoundTrip() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (ExecutorService handlers = Executors.newVirtualThreadPerTaskExecutor();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        HttpClient client = HttpClient.newBuilder().executor(callers).build()) {
      server.setExecutor(handlers);
      server.createContext(
          "/",
          exchange -> {
            byte[] body = exchange.getRequestURI().getPath().getBytes(UTF_8);
            sleepALittle();
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
      List<Future<Integer>> results = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        int number = c;
        results.add(callers.submit(() -> call(client, server.getAddress().getPort(), number)));
      }
      int right = 0;
      for (Future<Integer> result : results) {
        right += result.get();
      }
      System.out.println("right: " + right + " of " + CLIENTS * REQUESTS);
    } finally {
      server.stop(0);
    }
  }

  private static int call(HttpClient client, int port, int number)
      throws IOException, InterruptedException {
    int right = 0;
    for (int i = 0; i < REQUESTS; i++) {
      String path = "/" + number + "/" + i;
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
      right += client.send(request, BodyHandlers.ofString()).body().equals(path) ? 1 : 0;
    }
    return right;
  }

  private static void sleepALittle() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

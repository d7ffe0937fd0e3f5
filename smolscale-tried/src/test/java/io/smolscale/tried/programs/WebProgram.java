package io.smolscale.tried.programs;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.smolscale.it.programs.Lifeline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;

/// What agents that trace programs look at: a server with a virtual thread for each request, which
/// asks others; and its clients, on virtual threads, too.
public final class WebProgram {
  private static final int BACKLOG = 1_000;

  /// The server closes connections that are idle beyond this many, 200 by default, and a client
  /// that is about to use one fails.
  private static final String MAX_IDLE = "sun.net.httpserver.maxIdleConnections";

  private WebProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    System.setProperty(MAX_IDLE, String.valueOf(BACKLOG));
    try (Work work = Work.begin(args)) {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      server.setExecutor(work.threads());
      server.createContext("/", exchange -> answer(work, exchange));
      server.start();
      try {
        Clients.ask(work, server.getAddress().getPort());
      } finally {
        server.stop(0);
      }
    }
    Lifeline.awaitEndOfInput();
  }

  private static void answer(Work work, HttpExchange exchange) throws IOException {
    try (exchange) {
      String question = exchange.getRequestURI().getPath().substring(1);
      byte[] body =
          CompletableFuture.supplyAsync(() -> Clients.answerTo(question), work.threads())
              .join()
              .getBytes(UTF_8);
      Thread.sleep(1);
      work.seen();
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.toString());
    }
  }
}

package io.smolscale.bench.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A program that does what every service does, or one thing of it wrongly.
final class FakeService {
  private static final int REQUESTS_TO_DEATH = 20;
  private static final AtomicInteger REQUESTS = new AtomicInteger();

  private FakeService() {}

  /// One that is started with this class, and behaves like this.
  static Service named(String behaviour) {
    return named(behaviour, Client.http());
  }

  /// One with a load that takes each order and never answers.
  static Service withSilentLoad() {
    return named("answers", new Client(program("silent"), ""));
  }

  private static Service named(String behaviour, Client client) {
    return new Service(
        behaviour,
        "A service that is none.",
        Path.of("none.jar"),
        program(behaviour),
        client,
        EnumSet.of(Side.JDK, Side.PLATFORM_200));
  }

  private static List<String> program(String behaviour) {
    return List.of(
        "-Xmx64m",
        "-XX:+UseSerialGC",
        "-Dsun.net.httpserver.nodelay=true",
        "-cp",
        System.getProperty("java.class.path"),
        FakeService.class.getName(),
        behaviour);
  }

  public static void main(String[] args) throws IOException {
    String behaviour = args[0];
    if (behaviour.equals("silent")) {
      awaitEnd();
    }
    System.out.println("this is " + String.join(" ", args));
    if (behaviour.equals("dies-at-once")) {
      System.err.println("no database");
      System.exit(3);
    }
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/orders/", exchange -> answer(exchange, behaviour));
    server.start();
    switch (behaviour) {
      case "never-ready" -> {}
      case "elsewhere" -> {
        server.stop(0);
        ready(server);
      }
      default -> ready(server);
    }
    awaitEnd();
  }

  private static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // until the end
    }
    System.exit(0);
  }

  private static void ready(HttpServer server) {
    System.out.println("READY " + server.getAddress().getPort());
  }

  private static void answer(HttpExchange exchange, String behaviour) throws IOException {
    int request = REQUESTS.incrementAndGet();
    String number = exchange.getRequestURI().getPath().substring("/orders/".length());
    switch (behaviour) {
      case "dies" -> {
        if (request == REQUESTS_TO_DEATH) {
          System.err.println("out of something");
          Runtime.getRuntime().halt(7);
        }
        answer(exchange, 200, number);
      }
      case "refuses" -> answer(exchange, 503, number);
      case "confuses" -> answer(exchange, 200, "nothing");
      case "hangs" -> {
        // nobody ever answers this one
      }
      default -> answer(exchange, 200, number);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = "{\"number\": %s}".formatted(body).getBytes(US_ASCII);
    boolean chunked = REQUESTS.get() % 2 == 0;
    exchange.sendResponseHeaders(status, chunked ? 0 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}

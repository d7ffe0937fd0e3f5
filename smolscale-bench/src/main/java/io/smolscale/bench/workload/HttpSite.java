package io.smolscale.bench.workload;

import io.smolscale.bench.http.BlockingServer;
import io.smolscale.bench.http.LoadProcess;
import io.smolscale.bench.http.LoopServer;
import io.smolscale.bench.http.NettyServer;
import io.smolscale.bench.http.Server;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A server in this JVM, and a JVM that knows where it is.
///
/// Both are started when somebody asks, and stay until they are closed.
final class HttpSite implements AutoCloseable {
  /// Which server serves, if it is not the one with a virtual thread a connection.
  private static final String SERVER_PROPERTY = "smolscale.bench.server";

  private final Shape shape;
  private @Nullable Server server;
  private @Nullable LoadProcess load;

  /// How a service is made.
  ///
  /// @param timeoutMillis how long a read may take; no time-out if 0
  /// @param hops whether each request makes three hops between threads
  /// @param netty whether Netty reads the sockets, and hands each request to a virtual thread
  record Shape(int connections, int timeoutMillis, boolean hops, boolean netty) {
    /// One whose virtual threads read their sockets themselves.
    Shape(int connections, int timeoutMillis, boolean hops) {
      this(connections, timeoutMillis, hops, false);
    }

    /// Half a sentence.
    String words() {
      return "a server%s with %,d connections%s%s"
          .formatted(
              netty ? " on Netty, which hands each request to a virtual thread," : "",
              connections,
              timeoutMillis > 0 ? ", a time-out on each read" : "",
              hops ? " and three hops through queues a request" : "");
    }
  }

  HttpSite(Shape shape) {
    this.shape = shape;
  }

  Shape shape() {
    return shape;
  }

  /// The other JVM, connected to a server in this one.
  LoadProcess load() throws IOException {
    LoadProcess connected = load;
    if (connected == null) {
      final Server started = start();
      server = started;
      connected = LoadProcess.start(started.port(), shape.connections);
      load = connected;
    }
    return connected;
  }

  @Override
  public void close() throws IOException {
    if (load != null) {
      load.close();
      load = null;
    }
    if (server != null) {
      server.close();
      server = null;
    }
  }

  private Server start() throws IOException {
    final String kind =
        System.getProperty(SERVER_PROPERTY, shape.netty ? "netty-threads" : "threads");
    return switch (kind) {
      case "threads" ->
          BlockingServer.start(Thread.ofVirtual().factory(), shape.timeoutMillis, shape.hops);
      case "loop" -> LoopServer.start();
      case "netty" -> NettyServer.start();
      case "netty-threads" -> NettyServer.startHandingOver();
      case "netty-inside" -> NettyServer.startInside();
      default -> throw new IllegalArgumentException("no server " + kind);
    };
  }
}

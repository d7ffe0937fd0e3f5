package io.smolscale.bench.workload;

import io.smolscale.bench.http.BlockingServer;
import io.smolscale.bench.http.LoadProcess;
import io.smolscale.bench.http.LoopServer;
import io.smolscale.bench.http.NettyServer;
import io.smolscale.bench.http.Server;
import io.smolscale.bench.http.VertxServer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A server in this JVM, and a JVM that knows where it is.
///
/// Both are started when somebody asks, and stay until they are closed.
final class HttpSite implements AutoCloseable {
  /// Which server serves, if it is not the one with a virtual thread a connection.
  private static final String SERVER_PROPERTY = "smolscale.bench.server";

  /// Whether event loops are virtual threads.
  private static final String LOOPS_PROPERTY = "smolscale.bench.loops";

  private final Shape shape;
  private @Nullable Server server;
  private @Nullable LoadProcess load;

  /// How a service is made.
  ///
  /// @param timeoutMillis how long a read may take; no time-out if 0
  /// @param hops whether each request makes three hops between threads
  /// @param front who reads the sockets
  record Shape(int connections, int timeoutMillis, boolean hops, Front front) {
    /// One whose virtual threads read their sockets themselves.
    Shape(int connections, int timeoutMillis, boolean hops) {
      this(connections, timeoutMillis, hops, Front.THREADS);
    }

    /// Half a sentence.
    String words() {
      return "a server%s with %,d connections%s%s"
          .formatted(
              front.words,
              connections,
              timeoutMillis > 0 ? ", a time-out on each read" : "",
              hops ? " and three hops through queues a request" : "");
    }
  }

  /// What stands between a socket and the thread that handles a request.
  enum Front {
    THREADS("threads", ""),
    NETTY("netty-threads", " on Netty, whose loops hand each request to a virtual thread,"),
    VERTX("vertx", " on Vert.x, whose loops hand each request to a virtual thread,");

    private final String server;
    private final String words;

    Front(String server, String words) {
      this.server = server;
      this.words = words;
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
    final String kind = System.getProperty(SERVER_PROPERTY, shape.front.server);
    final boolean inside = System.getProperty(LOOPS_PROPERTY, "own").equals("inside");
    return switch (kind) {
      case "threads" ->
          BlockingServer.start(Thread.ofVirtual().factory(), shape.timeoutMillis, shape.hops);
      case "loop" -> LoopServer.start();
      case "netty" -> NettyServer.start();
      case "netty-threads" -> NettyServer.startHandingOver(inside);
      case "vertx" -> VertxServer.start(inside);
      default -> throw new IllegalArgumentException("no server " + kind);
    };
  }
}

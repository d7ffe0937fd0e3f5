package io.smolscale.bench.http;

import io.smolscale.netty.SmolscaleEventLoops;
import io.smolscale.netty.SmolscaleTransport;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// Vert.x, with a verticle on virtual threads for each core: its event loops read and write, and a
/// virtual thread handles each request.
public final class VertxServer implements Server {
  private static final int ONE_FOR_ALL_INSTANCES = -1; // some free port

  private final Vertx vertx;
  private final int port;

  private VertxServer(Vertx vertx, int port) {
    this.vertx = vertx;
    this.port = port;
  }

  /// Starts one, with Vert.x' own loops or with loops that are virtual threads themselves.
  public static VertxServer start(boolean inside) {
    final VertxBuilder builder = Vertx.builder();
    final Vertx vertx =
        (inside
                ? builder.withTransport(new SmolscaleTransport(SmolscaleEventLoops.global()))
                : builder)
            .build();
    final AtomicInteger port = new AtomicInteger();
    join(
        vertx.deployVerticle(
            () -> new Verticle(port),
            new DeploymentOptions()
                .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
                .setInstances(Runtime.getRuntime().availableProcessors())));
    return new VertxServer(vertx, port.get());
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    join(vertx.close());
  }

  private static void join(Future<?> future) {
    final var _ = future.toCompletionStage().toCompletableFuture().join();
  }

  private static final class Verticle extends AbstractVerticle {
    private final AtomicInteger port;

    private Verticle(AtomicInteger port) {
      this.port = port;
    }

    @Override
    public void start(Promise<Void> started) {
      vertx
          .createHttpServer(new HttpServerOptions().setAcceptBacklog(BACKLOG))
          .requestHandler(Verticle::answer)
          .listen(ONE_FOR_ALL_INSTANCES, InetAddress.getLoopbackAddress().getHostAddress())
          .onSuccess(server -> port.set(server.actualPort()))
          .<Void>mapEmpty()
          .onComplete(started);
    }

    private static void answer(HttpServerRequest request) {
      final String number = request.uri().substring(1);
      // spelt as the others spell it, for the bytes must be the same
      final var _ =
          request
              .response()
              .putHeader("Content-Type", "text/plain")
              .putHeader("Content-Length", String.valueOf(number.length()))
              .end(number);
    }
  }
}

package io.smolscale.tried.programs;

import io.smolscale.it.programs.Lifeline;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Verticles on virtual threads: servers of HTTP and of the event bus, and clients of both that
/// wait for each answer.
public final class VertxProgram {
  private static final String HOST = "127.0.0.1";
  private static final String ADDRESS = "double";
  private static final int SERVERS = 2;
  private static final int CONNECTIONS = 50;
  private static final int ROUNDS = 10;

  private VertxProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    try (Work work = Work.begin(args)) {
      AtomicLong sum = new AtomicLong();
      Vertx vertx = Vertx.vertx();
      AtomicInteger port = new AtomicInteger();
      HttpClient client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
      block(vertx.deployVerticle(() -> new Server(work, port), virtual(SERVERS)));
      AtomicInteger number = new AtomicInteger();
      block(
          vertx.deployVerticle(
              () -> new Client(work, client, port.get(), number.getAndIncrement(), sum),
              virtual(work.size())));
      block(vertx.close());
      System.out.println("sum: " + (sum.get() == expected(work.size()) ? "right" : sum));
    }
    Lifeline.awaitEndOfInput();
  }

  private static long expected(int clients) {
    long sum = 0;
    for (int number = 0; number < clients; number++) {
      for (int round = 0; round < ROUNDS; round++) {
        sum += 2L * number + 2L * (number + round);
      }
    }
    return sum;
  }

  private static DeploymentOptions virtual(int instances) {
    return new DeploymentOptions()
        .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
        .setInstances(instances);
  }

  private static void block(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get();
  }

  private static final class Server extends VerticleBase {
    private final Work work;
    private final AtomicInteger port;

    Server(Work work, AtomicInteger port) {
      this.work = work;
      this.port = port;
    }

    @Override
    public Future<?> start() {
      vertx
          .eventBus()
          .<Integer>consumer(
              ADDRESS,
              message -> {
                work.seen();
                message.reply(2 * message.body());
              });
      return vertx
          .createHttpServer()
          .requestHandler(request -> {
            Buffer body = request.body().await();
            vertx.timer(1).await();
            work.seen();
            request.response().end(String.valueOf(2 * Integer.parseInt(body.toString())));
          })
          .listen(-1, HOST) // one port that these verticles share
          .onSuccess(server -> port.set(server.actualPort()));
    }
  }

  private static final class Client extends VerticleBase {
    private final Work work;
    private final HttpClient client;
    private final int port;
    private final int number;
    private final AtomicLong sum;

    Client(Work work, HttpClient client, int port, int number, AtomicLong sum) {
      this.work = work;
      this.client = client;
      this.port = port;
      this.number = number;
      this.sum = sum;
    }

    @Override
    public Future<?> start() {
      for (int round = 0; round < ROUNDS; round++) {
        Buffer answer =
            client
                .request(HttpMethod.POST, port, HOST, "/")
                .compose(request -> request.send(String.valueOf(number)))
                .compose(HttpClientResponse::body)
                .await();
        Integer reply = vertx.eventBus().<Integer>request(ADDRESS, number + round).await().body();
        sum.addAndGet(Long.parseLong(answer.toString()) + reply);
        work.seen();
      }
      return Future.succeededFuture();
    }
  }
}

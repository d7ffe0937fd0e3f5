package io.smolscale.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/// The recipes, with a request and its answer each, in a JVM with the option file. The libraries
/// find native transports here, and must not take them.
class RecipesIT {
  private static final Duration LIMIT = Duration.ofSeconds(Eventually.LIMIT_SECONDS);
  private static final String ON_A_WORKER = "@smolscale-";

  @Test
  void nettyAnswersOnALoop() throws Exception {
    AtomicReference<@Nullable Thread> seen = new AtomicReference<>();
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
    EventLoopGroup loops =
        Recipes.netty(
            address,
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel channel) {
                seen.set(Thread.currentThread());
                var _ =
                    channel.writeAndFlush(
                        channel.alloc().buffer().writeBytes(new byte[] {'!', '\n'}));
              }
            });
    try (LineServer.Client client = new LineServer.Client(address.getPort())) {
      assertThat(client.receive()).isEqualTo("!");
      Thread loop = Objects.requireNonNull(seen.get(), "seen");
      assertThat(SmolscaleEventLoops.isLoop(loop)).isTrue();
    } finally {
      shutDown(loops);
    }
  }

  // ---- Vert.x

  @Test
  void vertxAnswersOnALoopThatItTakesForAnEventLoop() throws Exception {
    Vertx vertx = Recipes.vertx();
    try {
      HttpServer server =
          await(
              vertx
                  .createHttpServer()
                  .requestHandler(request ->
                      request
                          .response()
                          .end(
                              Thread.currentThread()
                                  + " event loop "
                                  + context().isEventLoopContext()
                                  + " by class "
                                  + Context.isOnEventLoopThread()))
                  .listen(0, "127.0.0.1"));
      String answer = get(server.actualPort(), "/");
      assertThat(answer)
          .startsWith("VirtualThread[")
          .contains(ON_A_WORKER, "smolscale-loop-", "event loop true", "by class false");
    } finally {
      await(vertx.close());
    }
  }

  @Test
  void aVerticleOnVirtualThreadsAnswersByOneOfThem() throws Exception {
    Vertx vertx = Recipes.vertx();
    try {
      AtomicReference<@Nullable HttpServer> started = new AtomicReference<>();
      await(
          vertx.deployVerticle(
              new AbstractVerticle() {
                @Override
                public void start(Promise<Void> promise) {
                  vertx
                      .createHttpServer()
                      .requestHandler(request -> {
                        Void _ = vertx.timer(1).await(); // the others run meanwhile
                        request.response().end(Thread.currentThread().toString());
                      })
                      .listen(0, "127.0.0.1")
                      .onSuccess(started::set)
                      .<Void>mapEmpty()
                      .onComplete(promise);
                }
              },
              new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD)));
      HttpServer server = Objects.requireNonNull(started.get(), "started");
      assertThat(get(server.actualPort(), "/"))
          .contains("vert.x-virtual-thread-")
          .contains(ON_A_WORKER);
    } finally {
      await(vertx.close());
    }
  }

  private static Context context() {
    return Objects.requireNonNull(Vertx.currentContext(), "context");
  }

  private static <T extends @Nullable Object> T await(io.vertx.core.Future<T> future) {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
        .join();
  }

  // ---- gRPC

  private static final MethodDescriptor.Marshaller<String> TEXT =
      new MethodDescriptor.Marshaller<>() {
        @Override
        public InputStream stream(String value) {
          return new ByteArrayInputStream(value.getBytes(UTF_8));
        }

        @Override
        public String parse(InputStream stream) {
          try (stream) {
            return new String(stream.readAllBytes(), UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  private static final MethodDescriptor<String, String> SAY =
      MethodDescriptor.newBuilder(TEXT, TEXT)
          .setType(MethodDescriptor.MethodType.UNARY)
          .setFullMethodName("echo/say")
          .build();

  @Test
  void grpcAnswersOnAVirtualThreadBesideTheLoops() throws Exception {
    EventLoopGroup loops = SmolscaleEventLoops.global().withName("grpc-loop").group();
    Server server =
        Recipes.grpc(
            0,
            loops,
            () ->
                ServerServiceDefinition.builder("echo")
                    .addMethod(
                        SAY,
                        ServerCalls.asyncUnaryCall((line, answers) -> {
                          answers.onNext(line + " " + Thread.currentThread());
                          answers.onCompleted();
                        }))
                    .build());
    server.start();
    ManagedChannel client =
        NettyChannelBuilder.forAddress("127.0.0.1", server.getPort())
            .eventLoopGroup(loops)
            .channelType(NioSocketChannel.class)
            .usePlaintext()
            .build();
    try {
      String answer = ClientCalls.blockingUnaryCall(client, SAY, CallOptions.DEFAULT, "hello");
      assertThat(answer).startsWith("hello VirtualThread[").contains(ON_A_WORKER);
    } finally {
      client.shutdownNow();
      server.shutdownNow();
      server.awaitTermination();
      shutDown(loops);
    }
  }

  // ---- Reactor Netty, WebFlux

  @Test
  void reactorNettyAnswersOnALoopThatMayNotBlock() {
    DisposableServer server =
        Recipes.reactor()
            .host("127.0.0.1")
            .handle((_, response) -> response.sendString(Mono.fromCallable(() -> blocked())))
            .bindNow();
    try {
      assertThat(get(server.port(), "/"))
          .contains("VirtualThread[", ON_A_WORKER, "block() is refused");
    } finally {
      server.disposeNow();
    }
  }

  private static String blocked() {
    try {
      Mono.delay(Duration.ofMillis(1)).block();
      return "it blocked";
    } catch (IllegalStateException e) {
      return Thread.currentThread() + " block() is refused: " + e.getMessage();
    }
  }

  @Test
  void webFluxTakesTheLoopsAndShutsThemDown() {
    ReactorResourceFactory resources = Recipes.webFlux();
    resources.setShutdownQuietPeriod(Duration.ZERO);
    resources.start();
    LoopResources loops = resources.getLoopResources();
    assertThat(loops).isInstanceOf(SmolscaleLoopResources.class);
    DisposableServer server =
        reactor.netty.http.server.HttpServer.create()
            .runOn(loops)
            .host("127.0.0.1")
            .handle((_, response) ->
                response.sendString(Mono.fromCallable(() -> Thread.currentThread().toString())))
            .bindNow();
    assertThat(get(server.port(), "/")).contains("VirtualThread[", ON_A_WORKER);
    server.disposeNow();
    resources.stop();
    assertThat(loops.isDisposed()).isTrue();
    assertThatThrownBy(() -> loops.onServer(true).submit(() -> {}).get())
        .hasStackTraceContaining("RejectedExecutionException");
  }

  // ---- clients

  @Test
  void lettuceTalksToAServerOnALoop() throws Exception {
    EventLoopGroup servers = SmolscaleEventLoops.global().withName("redis").group();
    try (LineServer server =
        LineServer.start(
            servers,
            (line, answer) -> {
              if (line.strip().equals("PING")) { // "*1 $4 PING"
                answer.send("+PONG\r");
              } else if (line.strip().equals("CLIENT")) { // "*4 $6 CLIENT $7 SETINFO …"
                answer.send("+OK\r");
              }
            })) {
      System.setProperty("io.lettuce.core.epoll", "false");
      System.setProperty("io.lettuce.core.iouring", "false");
      ClientResources resources = Recipes.lettuce();
      RedisClient client =
          RedisClient.create(resources, RedisURI.create("127.0.0.1", server.port()));
      client.setOptions(ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2).build());
      try (var connection = client.connect()) {
        assertThat(connection.sync().ping()).isEqualTo("PONG");
        AtomicReference<@Nullable Thread> seen = new AtomicReference<>();
        connection
            .async()
            .ping()
            .thenAccept(_ -> seen.set(Thread.currentThread()))
            .toCompletableFuture()
            .join();
        Eventually.holds("an answer", () -> seen.get() != null);
      }
      client.shutdown(0, 1, TimeUnit.SECONDS);
      resources.shutdown(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    } finally {
      shutDown(servers);
    }
  }

  @Test
  void theClientOfTheAwsSdkAsksOnALoop() throws Exception {
    EventLoopGroup loops = SmolscaleEventLoops.global().withName("aws-loop").group();
    DisposableServer server =
        Recipes.reactor()
            .host("127.0.0.1")
            .handle((_, response) -> response.sendString(Mono.just("from the store")))
            .bindNow();
    try (SdkAsyncHttpClient client = Recipes.aws(loops)) {
      Response response = new Response();
      client
          .execute(
              AsyncExecuteRequest.builder()
                  .request(
                      SdkHttpFullRequest.builder()
                          .method(SdkHttpMethod.GET)
                          .uri(URI.create("http://127.0.0.1:" + server.port() + "/"))
                          .putHeader("Host", "127.0.0.1")
                          .build())
                  .requestContentPublisher(new NoContent())
                  .responseHandler(response)
                  .build())
          .orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS)
          .join();
      assertThat(response.body.toString(UTF_8)).isEqualTo("from the store");
      assertThat(response.thread).contains("aws-loop-", ON_A_WORKER);
    } finally {
      server.disposeNow();
      shutDown(loops);
    }
  }

  private static final class Response implements SdkAsyncHttpResponseHandler {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private volatile String thread = "";

    @Override
    public void onHeaders(SdkHttpResponse headers) {
      thread = Thread.currentThread().toString();
    }

    @Override
    public void onStream(Publisher<ByteBuffer> stream) {
      var _ =
          Flux.from(stream)
              .subscribe(part -> {
                while (part.hasRemaining()) {
                  body.write(part.get());
                }
              });
    }

    @Override
    public void onError(Throwable error) {
      throw new AssertionError(error);
    }
  }

  private static final class NoContent implements SdkHttpContentPublisher {
    @Override
    public Optional<Long> contentLength() {
      return Optional.of(0L);
    }

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
      subscriber.onSubscribe(
          new Subscription() {
            @Override
            public void request(long n) {
              subscriber.onComplete();
            }

            @Override
            public void cancel() {}
          });
    }
  }

  // ---- helpers

  private static String get(int port, String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(LIMIT)
                  .build(),
              BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new java.net.ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void shutDown(EventLoopGroup loops) {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }
}

package io.smolscale.netty;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.DefaultEventLoopGroupProvider;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.EventExecutorGroup;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.server.HttpServer;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.SdkEventLoopGroup;

/// What docs/servers.md quotes: how each library gets its loops.
final class Recipes {
  private Recipes() {}

  // quote netty
  static EventLoopGroup netty(InetSocketAddress address, ChannelHandler pipeline) {
    EventLoopGroup loops = SmolscaleEventLoops.global().group();
    new ServerBootstrap()
        .group(loops)
        .channel(NioServerSocketChannel.class)
        .childHandler(pipeline)
        .bind(address)
        .syncUninterruptibly();
    return loops; // shutdownGracefully() ends the server, and lets the JVM end
  }

  // end

  // quote vertx
  static Vertx vertx() {
    return Vertx.builder()
        .withTransport(new SmolscaleTransport(SmolscaleEventLoops.global()))
        .build();
  }

  // end

  // quote grpc
  /// Loops of `global().withDaemon(true)`: its own are daemons, too, and `awaitTermination` stays.
  static Server grpc(int port, EventLoopGroup loops, BindableService service) {
    return NettyServerBuilder.forPort(port)
        .bossEventLoopGroup(loops) // all three, or none
        .workerEventLoopGroup(loops)
        .channelType(NioServerSocketChannel.class)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .addService(service)
        .build();
  }

  // end

  // quote reactor
  static HttpServer reactor() {
    SmolscaleEventLoops loops = SmolscaleEventLoops.global().withDaemon(true); // as its own
    return HttpServer.create().runOn(new SmolscaleLoopResources(loops));
  }

  // end

  // quote webflux
  /// A `@Bean`, in place of Spring Boot's own.
  static ReactorResourceFactory webFlux() {
    SmolscaleEventLoops loops = SmolscaleEventLoops.global().withDaemon(true);
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    resources.setLoopResourcesSupplier(() -> new SmolscaleLoopResources(loops));
    return resources;
  }

  // end

  // quote lettuce
  /// With `-Dio.lettuce.core.epoll=false` and `.iouring=false` where those libraries are there.
  static ClientResources lettuce() {
    SmolscaleEventLoops loops =
        SmolscaleEventLoops.global().withName("redis-loop").withDaemon(true);
    return DefaultClientResources.builder()
        .eventLoopGroupProvider(
            new DefaultEventLoopGroupProvider(1) {
              @Override
              protected <T extends EventLoopGroup> EventExecutorGroup doCreateEventLoopGroup(
                  Class<T> type,
                  int threads,
                  io.lettuce.core.resource.ThreadFactoryProvider names) {
                return loops.group();
              }
            })
        .build();
  }

  // end

  // quote aws
  /// Loops of `global().withDaemon(true)`, as its own are daemons.
  static SdkAsyncHttpClient aws(EventLoopGroup loops) {
    return NettyNioAsyncHttpClient.builder()
        .eventLoopGroup(SdkEventLoopGroup.create(loops, NioSocketChannel::new))
        .build();
  }

  // end
}

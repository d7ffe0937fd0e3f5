package io.smolscale.services.grpc;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.smolscale.netty.SmolscaleEventLoops;
import io.smolscale.services.Loops;
import io.smolscale.services.Program;
import io.smolscale.services.Service;
import io.smolscale.services.Service.Running;
import io.smolscale.services.Setting;
import io.smolscale.services.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/// The program of the services on gRPC. One server answers both kinds of calls; [GrpcLoad] makes
/// those that a service is named for.
final class Main {
  private static final List<Service> SERVICES =
      List.of(
          new Service("grpc-unary", "answers a call with an order", Main::start),
          new Service("grpc-stream", "answers a call with a stream of five lines", Main::start));

  private Main() {}

  public static void main(String[] args) {
    Program.run(SERVICES, Main::refusal, args);
  }

  private static Optional<String> refusal(Setting setting) {
    return setting.loops() == Loops.INSIDE && setting.threads() != Threads.VIRTUAL
        ? Optional.of(
            "--loops inside: loops on smolscale hand calls to virtual threads; use"
                + " --threads virtual")
        : Optional.empty();
  }

  private static Running start(Setting setting) throws IOException {
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    switch (setting.threads()) {
      case VIRTUAL -> builder.executor(Executors.newVirtualThreadPerTaskExecutor());
      case PLATFORM -> builder.executor(Executors.newFixedThreadPool(Threads.PLATFORM_THREADS));
      case LOOP -> builder.directExecutor();
    }
    if (setting.loops() == Loops.INSIDE) {
      EventLoopGroup loops = SmolscaleEventLoops.global().withDaemon(true).group();
      builder
          .bossEventLoopGroup(loops)
          .workerEventLoopGroup(loops)
          .channelType(NioServerSocketChannel.class);
    }
    Server server = builder.addService(new OrderService()).build().start();
    return new Running(server.getPort(), server::shutdownNow);
  }
}

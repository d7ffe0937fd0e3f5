package io.smolscale.bench.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.smolscale.netty.SmolscaleEventLoops;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one would write today instead of a selector loop: Netty, with its own HTTP codec and an
/// event loop for each core. It answers in the loop, or hands each request to a virtual thread, as
/// frameworks on Netty do for code that blocks.
///
/// It sends the same bytes, but parses all of HTTP, which the others do not.
public final class NettyServer implements Server {
  private final EventLoopGroup loops;
  private final Channel listener;

  private NettyServer(EventLoopGroup loops, Channel listener) {
    this.loops = loops;
    this.listener = listener;
  }

  /// Starts one that answers in the loop: the floor for the others.
  public static NettyServer start() {
    return start(ownLoops(), Answer::new);
  }

  /// Starts one that hands requests to virtual threads, from Netty's own loops or from loops that
  /// are virtual threads themselves.
  public static NettyServer startHandingOver(boolean inside) {
    return start(inside ? SmolscaleEventLoops.global().group() : ownLoops(), HandOver::new);
  }

  private static EventLoopGroup ownLoops() {
    return new MultiThreadIoEventLoopGroup(
        Runtime.getRuntime().availableProcessors(), NioIoHandler.newFactory());
  }

  private static NettyServer start(EventLoopGroup loops, Supplier<ChannelHandler> handlers) {
    final Channel listener =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new HttpServerCodec(), handlers.get());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    return new NettyServer(loops, listener);
  }

  @Override
  public int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() throws IOException {
    listener.close().syncUninterruptibly();
    final var _ = loops.shutdownGracefully();
  }

  private static FullHttpResponse reply(String number) {
    final FullHttpResponse reply =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            Unpooled.wrappedBuffer(number.getBytes(ISO_8859_1)));
    // spelt as the others spell it, for the bytes must be the same
    reply.headers().set("Content-Type", "text/plain");
    reply.headers().setInt("Content-Length", number.length());
    return reply;
  }

  private static class Answer extends SimpleChannelInboundHandler<Object> {
    @Override
    protected final void channelRead0(ChannelHandlerContext context, Object message) {
      if (message instanceof HttpRequest request) {
        answer(context, request.uri().substring(1));
      }
    }

    void answer(ChannelHandlerContext context, String number) {
      final var _ = context.writeAndFlush(reply(number), context.voidPromise());
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      final var _ = context.close(); // the client is gone
    }
  }

  /// One request of a connection at a time, or the answers would be in another order. All state is
  /// the loop's.
  private static final class HandOver extends Answer {
    private final Queue<String> waiting = new ArrayDeque<>();
    private boolean busy;

    @Override
    void answer(ChannelHandlerContext context, String number) {
      if (busy) {
        waiting.add(number);
      } else {
        busy = true;
        handOver(context, number);
      }
    }

    private void handOver(ChannelHandlerContext context, String number) {
      Thread.startVirtualThread(() -> {
        final FullHttpResponse reply = reply(number);
        context.executor().execute(() -> send(context, reply));
      });
    }

    private void send(ChannelHandlerContext context, FullHttpResponse reply) {
      final var _ = context.writeAndFlush(reply, context.voidPromise());
      final @Nullable String next = waiting.poll();
      busy = next != null;
      if (next != null) {
        handOver(context, next);
      }
    }
  }
}

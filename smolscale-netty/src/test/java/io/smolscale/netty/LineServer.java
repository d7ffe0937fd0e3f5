package io.smolscale.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.string.StringDecoder;
import io.netty.handler.codec.string.StringEncoder;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Answers each line with another.
final class LineServer implements Closeable {
  private static final int LONGEST = 1_000;
  private static final int LIMIT_MILLIS = 100_000; // turns a hang into a failure

  private final Channel listener;

  private LineServer(Channel listener) {
    this.listener = listener;
  }

  /// What is done with a line, on the loop. It may answer later, from any thread.
  @FunctionalInterface
  interface Service {
    void serve(String line, Answer answer) throws Exception;
  }

  /// Sends a line back.
  @FunctionalInterface
  interface Answer {
    void send(String line);
  }

  static LineServer start(EventLoopGroup loops, Service service) {
    ChannelInitializer<SocketChannel> pipeline =
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(SocketChannel channel) {
            channel
                .pipeline()
                .addLast(
                    new LineBasedFrameDecoder(LONGEST),
                    new StringDecoder(StandardCharsets.UTF_8),
                    new StringEncoder(StandardCharsets.UTF_8),
                    new Lines(service));
          }
        };
    return new LineServer(
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(pipeline)
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel());
  }

  int port() {
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
  }

  /// A client with a blocking socket.
  static final class Client implements Closeable {
    private final Socket socket;
    private final BufferedReader in;

    Client(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(LIMIT_MILLIS);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void send(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Nullable String receive() throws IOException {
      return in.readLine();
    }

    @Nullable String ask(String line) throws IOException {
      send(line);
      return receive();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  private static final class Lines extends SimpleChannelInboundHandler<String> {
    private final Service service;

    private Lines(Service service) {
      this.service = service;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, String line) throws Exception {
      service.serve(
          line,
          answer -> {
            var _ = context.writeAndFlush(answer + "\n", context.voidPromise());
          });
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}

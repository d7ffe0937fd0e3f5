package io.smolscale.bench.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/// The floor: one platform thread that waits for all connections at once, and answers what is
/// there.
///
/// No scheduler, no hand-off, no second thread: what remains is the kernel's work and one wake-up
/// for a batch of requests. It is not how one would like to write a service.
public final class LoopServer implements Server {
  private final Selector selector;
  private final ServerSocketChannel listener;
  private final Thread thread;

  private LoopServer(Selector selector, ServerSocketChannel listener) {
    this.selector = selector;
    this.listener = listener;
    this.thread = Thread.ofPlatform().daemon().name("selector loop").unstarted(this::loop);
  }

  /// One connection's buffers. The replies are direct, or the JDK would copy each of them to a
  /// buffer that is.
  private static final class Connection {
    private final RequestBuffer requests = new RequestBuffer();
    private final byte[] reply = Wire.reply();
    private final ByteBuffer out = ByteBuffer.allocateDirect(reply.length);
  }

  /// Starts one.
  public static LoopServer start() throws IOException {
    final Selector selector = Selector.open();
    final ServerSocketChannel listener = ServerSocketChannel.open();
    listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
    listener.configureBlocking(false);
    listener.register(selector, SelectionKey.OP_ACCEPT);
    final LoopServer server = new LoopServer(selector, listener);
    server.thread.start();
    return server;
  }

  @Override
  public int port() {
    return listener.socket().getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    selector.close();
  }

  private void loop() {
    try {
      while (selector.isOpen()) {
        selector.select(this::handle);
      }
    } catch (ClosedSelectorException e) {
      // That is the end.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.attachment() instanceof Connection connection) {
        answer((SocketChannel) key.channel(), connection);
      } else {
        accept();
      }
    } catch (IOException e) {
      close(key);
    }
  }

  private void accept() throws IOException {
    final @Nullable SocketChannel accepted = listener.accept();
    if (accepted != null) {
      accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
      accepted.configureBlocking(false);
      accepted.register(selector, SelectionKey.OP_READ, new Connection());
    }
  }

  private static void answer(SocketChannel channel, Connection connection) throws IOException {
    final int count = channel.read(connection.requests.space());
    if (count < 0) {
      throw new IOException("the client is gone");
    }
    connection.requests.filled(count);
    while (connection.requests.next(connection.reply)) {
      connection.out.clear().put(connection.reply).flip();
      channel.write(connection.out);
      if (connection.out.hasRemaining()) {
        throw new IOException("a client that does not read its replies");
      }
    }
  }

  private static void close(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

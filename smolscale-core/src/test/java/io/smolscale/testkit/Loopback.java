package io.smolscale.testkit;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// Sockets of this machine that talk to each other.
public final class Loopback {
  private static final int BACKLOG = 4_096;
  private static final int MORE_THAN_FIT = 16;

  private Loopback() {}

  /// A free port of the loopback address.
  public static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /// Listens on a free port.
  public static ServerSocket listen() throws IOException {
    return new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  }

  /// Connects to the port.
  public static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }

  /// Two sockets, connected with each other.
  public static Pair pair() throws IOException {
    try (ServerSocket server = listen()) {
      Socket one = connect(server.getLocalPort());
      return new Pair(one, server.accept());
    }
  }

  /// The same with channels.
  public static ChannelPair channels() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(anyPort());
      SocketChannel one = SocketChannel.open(server.getLocalAddress());
      return new ChannelPair(one, server.accept());
    }
  }

  /// Two sockets, connected with each other.
  ///
  /// @param one an end
  /// @param other the other end
  public record Pair(Socket one, Socket other) implements Closeable {
    @Override
    public void close() throws IOException {
      one.close();
      other.close();
    }
  }

  /// Two channels, connected with each other.
  ///
  /// @param one an end
  /// @param other the other end
  public record ChannelPair(SocketChannel one, SocketChannel other) implements Closeable {
    @Override
    public void close() throws IOException {
      one.close();
      other.close();
    }
  }

  /// A listener that accepts nobody and whose queue is full: Linux then lets whoever connects wait.
  public static final class Full implements Closeable {
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final List<SocketChannel> queue = new ArrayList<>();

    /// Fills the queue.
    public Full() throws IOException {
      server.bind(anyPort(), 1);
      for (int i = 0; i < MORE_THAN_FIT; i++) {
        SocketChannel channel = SocketChannel.open();
        queue.add(channel);
        channel.configureBlocking(false);
        channel.connect(address());
      }
    }

    /// Where to connect in vain.
    public SocketAddress address() throws IOException {
      return server.getLocalAddress();
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : queue) {
        channel.close();
      }
      server.close();
    }
  }
}

package io.smolscale.bench.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// The client's end of a connection, with at most one request under way.
final class Connection {
  private final SocketChannel channel;
  private final ByteBuffer request = direct(Wire.request());
  private final ByteBuffer expected = direct(Wire.reply());
  private final ByteBuffer reply = ByteBuffer.allocateDirect(expected.capacity());
  private long dueNanos;

  Connection(InetSocketAddress server, Selector selector) throws IOException {
    channel = SocketChannel.open(server);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ, this);
  }

  static Connection of(SelectionKey key) {
    return (Connection) key.attachment();
  }

  /// Sends one request, which was due at this [System#nanoTime()].
  void send(int number, long due) throws IOException {
    dueNanos = due;
    putDigits(request, Wire.DIGITS_IN_REQUEST, number);
    putDigits(expected, Wire.digitsInReply(), number);
    reply.clear();
    channel.write(request.clear());
    if (request.hasRemaining()) {
      throw new IOException("a few dozen bytes did not fit into the send buffer");
    }
  }

  /// Takes in what there is; returns whether the reply is complete.
  boolean receive() throws IOException {
    if (channel.read(reply) < 0) {
      throw new EOFException("the server closed a connection");
    }
    if (reply.hasRemaining()) {
      return false;
    }
    if (!reply.flip().equals(expected.clear())) {
      throw new ProtocolException("a wrong reply");
    }
    return true;
  }

  /// When the request under way was due.
  long due() {
    return dueNanos;
  }

  private static ByteBuffer direct(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length).put(bytes);
  }

  private static void putDigits(ByteBuffer target, int at, int number) {
    int rest = number;
    for (int i = at + Wire.DIGITS - 1; i >= at; i--) {
      target.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }
}

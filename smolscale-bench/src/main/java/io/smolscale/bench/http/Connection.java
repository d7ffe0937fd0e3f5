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
  private final byte[] request;
  private final int digitsInRequest;
  private final byte[] digits = new byte[Wire.DIGITS];
  private final Reply reply = new Reply();
  private long dueNanos;

  /// Connects.
  ///
  /// @param path what stands before the number in a request
  Connection(InetSocketAddress server, String path, Selector selector) throws IOException {
    request = Wire.request(path);
    digitsInRequest = Wire.digitsInRequest(path);
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
    Wire.putDigits(request, digitsInRequest, number);
    Wire.putDigits(digits, 0, number);
    reply.clear();
    ByteBuffer bytes = ByteBuffer.wrap(request);
    channel.write(bytes);
    if (bytes.hasRemaining()) {
      throw new IOException("a few dozen bytes did not fit into the send buffer");
    }
  }

  /// Takes in what there is; returns whether the reply is complete.
  boolean receive() throws IOException {
    int count = channel.read(reply.space());
    if (count < 0) {
      throw new EOFException("the server closed a connection");
    }
    if (!reply.filled(count)) {
      return false;
    }
    if (!reply.contains(digits)) {
      throw new ProtocolException("a wrong reply: it does not have the number of the request");
    }
    return true;
  }

  /// When the request under way was due.
  long due() {
    return dueNanos;
  }
}

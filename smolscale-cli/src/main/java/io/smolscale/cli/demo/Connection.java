package io.smolscale.cli.demo;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// One keep-alive connection of the load generator, with at most one request under way.
final class Connection implements AutoCloseable {
  /// What a look at the connection brought.
  enum Arrival {
    /// Part of a reply, or nothing yet.
    INCOMPLETE,
    /// The reply to the request that was sent.
    REPLY,
    /// Something else; the connection is of no more use.
    WRONG
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final ByteBuffer request = ByteBuffer.allocateDirect(Wire.request(0).length);
  private final ByteBuffer reply = ByteBuffer.allocateDirect(Wire.reply(0).length);
  private final ByteBuffer expected = ByteBuffer.allocateDirect(Wire.reply(0).length);
  private long intendedNanos;
  private boolean busy;

  private Connection(SocketChannel channel, SelectionKey key) {
    this.channel = channel;
    this.key = key;
    request.put(Wire.request(0));
    expected.put(Wire.reply(0)).flip();
    key.attach(this);
  }

  static Connection open(InetSocketAddress address, Selector selector) throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.configureBlocking(false);
    return new Connection(channel, channel.register(selector, SelectionKey.OP_READ));
  }

  static Connection of(SelectionKey key) {
    return (Connection) key.attachment();
  }

  /// Sends one request, whose latency counts from `intendedNanos`, whenever it really leaves.
  void send(int number, long intendedNanos) throws IOException {
    this.intendedNanos = intendedNanos;
    busy = true;
    putDigits(request, Wire.DIGITS_IN_REQUEST, number);
    putDigits(expected, expected.limit() - Wire.DIGITS, number);
    reply.clear();
    request.clear();
    channel.write(request);
    if (request.hasRemaining()) {
      // A few dozen bytes always fit into the send buffer of a connection that waits for a reply.
      throw new IOException("a request of " + request.capacity() + " bytes did not fit");
    }
  }

  Arrival receive() {
    try {
      if (channel.read(reply) < 0) {
        throw new EOFException("the service closed a connection");
      }
    } catch (IOException e) {
      return Arrival.WRONG;
    }
    if (reply.hasRemaining()) {
      return Arrival.INCOMPLETE;
    }
    busy = false;
    return reply.flip().equals(expected) ? Arrival.REPLY : Arrival.WRONG;
  }

  boolean busy() {
    return busy;
  }

  long intendedNanos() {
    return intendedNanos;
  }

  @Override
  public void close() throws IOException {
    key.cancel();
    channel.close();
  }

  private static void putDigits(ByteBuffer target, int at, int number) {
    int rest = number;
    for (int i = at + Wire.DIGITS - 1; i >= at; i--) {
      target.put(i, (byte) ('0' + rest % 10));
      rest /= 10;
    }
  }
}

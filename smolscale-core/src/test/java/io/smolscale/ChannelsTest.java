package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Channels that talk to each other.
@AlsoUnderAgent
class ChannelsTest {
  private static final int ROUNDS = 200;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void socketChannels() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      Thread echo =
          on.start(() -> {
            try (SocketChannel channel = server.accept()) {
              pong(channel, channel);
            }
          });
      on.run(() -> {
        try (SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
          ping(channel, channel);
        }
      });
      Eventually.ends(echo);
    }
  }

  @Test
  void unixDomainSockets(@TempDir Path folder) throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      Thread echo =
          on.start(() -> {
            try (SocketChannel channel = server.accept()) {
              pong(channel, channel);
            }
          });
      on.run(() -> {
        try (SocketChannel channel = SocketChannel.open(address)) {
          ping(channel, channel);
        }
      });
      Eventually.ends(echo);
    }
  }

  @Test
  void pipes() throws Exception {
    Pipe there = Pipe.open();
    Pipe back = Pipe.open();
    Thread echo = on.start(() -> pong(there.source(), back.sink()));
    on.run(() -> ping(back.source(), there.sink()));
    Eventually.ends(echo);
    there.sink().close();
    there.source().close();
    back.sink().close();
    back.source().close();
  }

  private static void ping(ReadableByteChannel in, WritableByteChannel out) throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      ByteBuffer buffer = ByteBuffer.allocate(4);
      buffer.putInt(0, i);
      write(out, buffer);
      buffer.clear();
      read(in, buffer);
      assertThat(buffer.getInt(0)).isEqualTo(-i);
    }
  }

  private static void pong(ReadableByteChannel in, WritableByteChannel out) throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      ByteBuffer buffer = ByteBuffer.allocate(4);
      read(in, buffer);
      buffer.putInt(0, -buffer.getInt(0));
      buffer.clear();
      write(out, buffer);
    }
  }

  private static void read(ReadableByteChannel in, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      assertThat(in.read(buffer)).isNotNegative();
    }
  }

  private static void write(WritableByteChannel out, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }
}

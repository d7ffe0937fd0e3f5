package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Channels and datagrams on virtual threads.
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

  @Test
  void aReadThatIsClosedEnds() throws Exception {
    Pipe pipe = Pipe.open();
    Thread reader =
        on.start(() ->
            assertThatThrownBy(() -> pipe.source().read(ByteBuffer.allocate(1)))
                .isInstanceOf(AsynchronousCloseException.class));
    Eventually.isIn(reader, Thread.State.WAITING);
    pipe.source().close();
    Eventually.ends(reader);
    pipe.sink().close();
  }

  @Test
  void aReadThatIsInterruptedEnds() throws Exception {
    Pipe pipe = Pipe.open();
    Thread reader =
        on.start(() -> {
          assertThatThrownBy(() -> pipe.source().read(ByteBuffer.allocate(1)))
              .isInstanceOf(ClosedByInterruptException.class);
          assertThat(Thread.interrupted()).isTrue();
        });
    Eventually.isIn(reader, Thread.State.WAITING);
    reader.interrupt();
    Eventually.ends(reader);
    pipe.sink().close();
  }

  @Test
  void datagramSockets() throws Exception {
    try (DatagramSocket one = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket two = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      one.connect(two.getLocalSocketAddress());
      two.connect(one.getLocalSocketAddress());
      Thread echo =
          on.start(() -> {
            DatagramPacket packet = new DatagramPacket(new byte[8], 8);
            for (int i = 0; i < ROUNDS; i++) {
              two.receive(packet);
              two.send(new DatagramPacket(packet.getData(), packet.getLength()));
            }
          });
      on.run(() -> {
        for (int i = 0; i < ROUNDS; i++) {
          one.send(new DatagramPacket(new byte[] {(byte) i}, 1));
          DatagramPacket packet = new DatagramPacket(new byte[8], 8);
          one.receive(packet);
          assertThat(packet.getData()[0]).isEqualTo((byte) i);
        }
      });
      Eventually.ends(echo);
    }
  }

  @Test
  void aDatagramSocketTimesOut() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(5);
      on.run(() ->
          assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[1], 1)))
              .isInstanceOf(SocketTimeoutException.class));
    }
  }

  @Test
  void datagramChannels() throws Exception {
    try (DatagramChannel one = DatagramChannel.open();
        DatagramChannel two = DatagramChannel.open()) {
      one.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      two.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      one.connect(two.getLocalAddress());
      two.connect(one.getLocalAddress());
      Thread echo = on.start(() -> pong(two, two));
      on.run(() -> ping(one, one));
      Eventually.ends(echo);
    }
  }

  @Test
  void aSelector() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    try (Selector selector = Selector.open()) {
      pipe.source().register(selector, SelectionKey.OP_READ);
      Thread writer = on.start(() -> pipe.sink().write(ByteBuffer.wrap(new byte[] {5})));
      on.run(() -> {
        assertThat(selector.select()).isEqualTo(1);
        ByteBuffer got = ByteBuffer.allocate(1);
        pipe.source().read(got);
        assertThat(got.get(0)).isEqualTo((byte) 5);
      });
      Eventually.ends(writer);
    }
    pipe.sink().close();
    pipe.source().close();
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

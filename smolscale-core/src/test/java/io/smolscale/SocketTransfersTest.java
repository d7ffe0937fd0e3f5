package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// More than the buffers hold: writers wait for readers.
@AlsoUnderAgent
class SocketTransfersTest {
  private static final int SIZE = 8_000_000;
  private static final int CHUNK = 64 * 1024;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void aWriterWaitsForItsReader() throws Exception {
    byte[] sent = bytes(1);
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread writer =
          on.start(() -> {
            pair.one().getOutputStream().write(sent);
            pair.one().shutdownOutput();
          });
      Eventually.isIn(writer, Thread.State.WAITING);
      assertThat(on.call(() -> pair.other().getInputStream().readAllBytes())).isEqualTo(sent);
      Eventually.ends(writer);
    }
  }

  /// One thread waits to read a socket while another waits to write it.
  @Test
  void bothWaysAtOnce() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      List<Thread> threads = new ArrayList<>();
      for (boolean first : new boolean[] {true, false}) {
        Socket socket = first ? pair.one() : pair.other();
        byte[] mine = bytes(first ? 1 : 2);
        byte[] theirs = bytes(first ? 2 : 1);
        threads.add(on.start(() -> socket.getOutputStream().write(mine)));
        threads.add(
            on.start(() -> assertThat(socket.getInputStream().readNBytes(SIZE)).isEqualTo(theirs)));
      }
      for (Thread thread : threads) {
        Eventually.ends(thread);
      }
    }
  }

  /// The reader of a socket is parked all the time, while its writer has to wait again and again.
  @Test
  void aFullBufferDoesNotWakeTheReader() throws Exception {
    byte[] sent = bytes(3);
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader = on.start(() -> assertThat(pair.one().getInputStream().read()).isEqualTo(42));
      Eventually.isIn(reader, Thread.State.WAITING);
      Thread writer = on.start(() -> pair.one().getOutputStream().write(sent));
      byte[] got = on.call(() -> pair.other().getInputStream().readNBytes(SIZE));
      assertThat(got).isEqualTo(sent);
      Eventually.ends(writer);
      assertThat(reader.isAlive()).isTrue();
      pair.other().getOutputStream().write(42);
      Eventually.ends(reader);
    }
  }

  @Test
  void channelsBothWaysAtOnce() throws Exception {
    try (Loopback.ChannelPair pair = Loopback.channels()) {
      List<Thread> threads = new ArrayList<>();
      for (boolean first : new boolean[] {true, false}) {
        SocketChannel channel = first ? pair.one() : pair.other();
        byte[] mine = bytes(first ? 1 : 2);
        byte[] theirs = bytes(first ? 2 : 1);
        threads.add(on.start(() -> write(channel, mine)));
        threads.add(on.start(() -> assertThat(read(channel)).isEqualTo(theirs)));
      }
      for (Thread thread : threads) {
        Eventually.ends(thread);
      }
    }
  }

  @Test
  void manyAtOnce() throws Exception {
    byte[] sent = bytes(4);
    List<Loopback.Pair> pairs = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Loopback.Pair pair = Loopback.pair();
      pairs.add(pair);
      threads.add(on.start(() -> pair.one().getOutputStream().write(sent)));
      threads.add(
          on.start(
              () -> assertThat(pair.other().getInputStream().readNBytes(SIZE)).isEqualTo(sent)));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    for (Loopback.Pair pair : pairs) {
      pair.close();
    }
  }

  private static void write(WritableByteChannel out, byte[] bytes) throws IOException {
    for (int at = 0; at < SIZE; at += CHUNK) {
      ByteBuffer chunk = ByteBuffer.wrap(bytes, at, Math.min(CHUNK, SIZE - at));
      while (chunk.hasRemaining()) {
        out.write(chunk);
      }
    }
  }

  private static byte[] read(ReadableByteChannel in) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(SIZE);
    while (all.hasRemaining()) {
      assertThat(in.read(all)).isNotNegative();
    }
    return all.array();
  }

  private static byte[] bytes(int seed) {
    byte[] bytes = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 16) + seed);
    }
    return bytes;
  }
}

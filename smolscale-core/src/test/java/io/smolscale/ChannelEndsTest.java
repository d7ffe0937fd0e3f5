package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each way to wait for a channel, closed and interrupted while a virtual thread waits.
@AlsoUnderAgent
class ChannelEndsTest {
  private static final int MORE_THAN_FITS = 32_000_000;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  static Stream<Wait> waits() {
    Stream<Wait> everywhere =
        Stream.of(
            new Wait("read of a socket", ChannelEndsTest::readingASocket),
            new Wait("write of a socket", ChannelEndsTest::writingASocket),
            new Wait("accept", ChannelEndsTest::accepting),
            new Wait("receive", ChannelEndsTest::receiving),
            new Wait("read of a pipe", ChannelEndsTest::readingAPipe),
            new Wait("write of a pipe", ChannelEndsTest::writingAPipe));
    // Linux lets whoever connects to a full queue wait
    return System.getProperty("os.name").equals("Linux")
        ? Stream.concat(everywhere, Stream.of(new Wait("connect", ChannelEndsTest::connecting)))
        : everywhere;
  }

  @ParameterizedTest
  @MethodSource("waits")
  void aCloseEndsIt(Wait wait) throws Exception {
    try (Waiting waiting = wait.begin().begin()) {
      Thread thread =
          on.start(() ->
              assertThatThrownBy(waiting.body()::run)
                  .isInstanceOf(AsynchronousCloseException.class)
                  .isNotInstanceOf(ClosedByInterruptException.class));
      Eventually.isIn(thread, Thread.State.WAITING);
      waiting.channel().close();
      Eventually.ends(thread);
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void aCloseByAVirtualThreadEndsIt(Wait wait) throws Exception {
    try (Waiting waiting = wait.begin().begin()) {
      Thread thread =
          on.start(() ->
              assertThatThrownBy(waiting.body()::run)
                  .isInstanceOf(AsynchronousCloseException.class));
      Eventually.isIn(thread, Thread.State.WAITING);
      on.run(() -> waiting.channel().close());
      Eventually.ends(thread);
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void anInterruptEndsIt(Wait wait) throws Exception {
    try (Waiting waiting = wait.begin().begin()) {
      Thread thread =
          on.start(() -> {
            assertThatThrownBy(waiting.body()::run).isInstanceOf(ClosedByInterruptException.class);
            assertThat(Thread.interrupted()).isTrue();
          });
      Eventually.isIn(thread, Thread.State.WAITING);
      thread.interrupt();
      Eventually.ends(thread);
      assertThat(waiting.channel().isOpen()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("waits")
  void anInterruptBeforeItEndsItToo(Wait wait) throws Exception {
    try (Waiting waiting = wait.begin().begin()) {
      on.run(() -> {
        Thread.currentThread().interrupt();
        assertThatThrownBy(waiting.body()::run).isInstanceOf(ClosedByInterruptException.class);
        assertThat(Thread.interrupted()).isTrue();
      });
      assertThat(waiting.channel().isOpen()).isFalse();
    }
  }

  private static Waiting readingASocket() throws IOException {
    Loopback.ChannelPair pair = Loopback.channels();
    return new Waiting(pair.one(), () -> pair.one().read(ByteBuffer.allocate(1)), pair);
  }

  private static Waiting writingASocket() throws IOException {
    Loopback.ChannelPair pair = Loopback.channels();
    return new Waiting(pair.one(), () -> writeMoreThanFits(pair.one()), pair);
  }

  private static Waiting accepting() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open();
    server.bind(Loopback.anyPort());
    return new Waiting(server, server::accept, server);
  }

  private static Waiting receiving() throws IOException {
    DatagramChannel channel = DatagramChannel.open();
    channel.bind(Loopback.anyPort());
    return new Waiting(channel, () -> channel.receive(ByteBuffer.allocate(1)), channel);
  }

  private static Waiting readingAPipe() throws IOException {
    Pipe pipe = Pipe.open();
    return new Waiting(
        pipe.source(), () -> pipe.source().read(ByteBuffer.allocate(1)), () -> close(pipe));
  }

  private static Waiting writingAPipe() throws IOException {
    Pipe pipe = Pipe.open();
    return new Waiting(pipe.sink(), () -> writeMoreThanFits(pipe.sink()), () -> close(pipe));
  }

  private static Waiting connecting() throws IOException {
    Loopback.Full full = new Loopback.Full();
    SocketChannel channel = SocketChannel.open();
    return new Waiting(
        channel,
        () -> channel.connect(full.address()),
        () -> {
          channel.close();
          full.close();
        });
  }

  private static void writeMoreThanFits(WritableByteChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(MORE_THAN_FITS);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static void close(Pipe pipe) throws IOException {
    pipe.source().close();
    pipe.sink().close();
  }

  /// A way to wait.
  record Wait(String what, Begin begin) {
    @Override
    public String toString() {
      return what;
    }
  }

  /// Opens what is to be waited for.
  @FunctionalInterface
  interface Begin {
    Waiting begin() throws IOException;
  }

  /// A wait that can begin.
  ///
  /// @param channel whose close or interrupt ends it
  /// @param body waits
  /// @param all what is open
  record Waiting(Channel channel, TestScheduler.Body body, Closeable all) implements Closeable {
    @Override
    public void close() throws IOException {
      all.close();
    }
  }
}

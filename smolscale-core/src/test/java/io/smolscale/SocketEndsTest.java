package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How a wait for a socket ends before its time: by a close, an interrupt, a half-close, a reset.
@AlsoUnderAgent
class SocketEndsTest {
  private static final byte[] MORE_THAN_FITS = new byte[16_000_000];

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  // ---- closed by another thread

  @Test
  void aCloseEndsARead() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader =
          on.start(() ->
              assertThatThrownBy(() -> pair.one().getInputStream().read())
                  .isInstanceOf(SocketException.class));
      Eventually.isIn(reader, Thread.State.WAITING);
      pair.one().close();
      Eventually.ends(reader);
      assertThat(pair.other().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aCloseEndsAWrite() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread writer =
          on.start(() ->
              assertThatThrownBy(() -> pair.one().getOutputStream().write(MORE_THAN_FITS))
                  .isInstanceOf(SocketException.class));
      Eventually.isIn(writer, Thread.State.WAITING);
      pair.one().close();
      Eventually.ends(writer);
    }
  }

  @Test
  void aCloseByAVirtualThreadEndsBothDirections() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader =
          on.start(() ->
              assertThatThrownBy(() -> pair.one().getInputStream().read())
                  .isInstanceOf(SocketException.class));
      Thread writer =
          on.start(() ->
              assertThatThrownBy(() -> pair.one().getOutputStream().write(MORE_THAN_FITS))
                  .isInstanceOf(SocketException.class));
      Eventually.isIn(reader, Thread.State.WAITING);
      Eventually.isIn(writer, Thread.State.WAITING);
      on.run(() -> pair.one().close());
      Eventually.ends(reader);
      Eventually.ends(writer);
    }
  }

  @Test
  void aCloseEndsAnAccept() throws Exception {
    ServerSocket server = Loopback.listen();
    Thread acceptor =
        on.start(() -> assertThatThrownBy(server::accept).isInstanceOf(SocketException.class));
    Eventually.isIn(acceptor, Thread.State.WAITING);
    server.close();
    Eventually.ends(acceptor);
  }

  @Test
  void aCloseEndsAConnect() throws Exception {
    assumeLinux();
    Socket socket = new Socket();
    try (Loopback.Full full = new Loopback.Full()) {
      Thread connector =
          on.start(() ->
              assertThatThrownBy(() -> socket.connect(full.address()))
                  .isInstanceOf(SocketException.class));
      Eventually.isIn(connector, Thread.State.WAITING);
      socket.close();
      Eventually.ends(connector);
    }
  }

  // ---- interrupted: a virtual thread's socket is closed, and the status stays

  @Test
  void anInterruptEndsARead() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader =
          on.start(() -> {
            assertThatThrownBy(() -> pair.one().getInputStream().read())
                .isInstanceOf(SocketException.class);
            assertInterruptedAndClosed(pair.one());
          });
      Eventually.isIn(reader, Thread.State.WAITING);
      reader.interrupt();
      Eventually.ends(reader);
      assertThat(pair.other().getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void anInterruptEndsATimedRead() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      pair.one().setSoTimeout(3_600_000);
      Thread reader =
          on.start(() -> {
            assertThatThrownBy(() -> pair.one().getInputStream().read())
                .isInstanceOf(SocketException.class);
            assertInterruptedAndClosed(pair.one());
          });
      Eventually.isIn(reader, Thread.State.TIMED_WAITING);
      reader.interrupt();
      Eventually.ends(reader);
    }
  }

  @Test
  void anInterruptEndsAWrite() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread writer =
          on.start(() -> {
            assertThatThrownBy(() -> pair.one().getOutputStream().write(MORE_THAN_FITS))
                .isInstanceOf(SocketException.class);
            assertInterruptedAndClosed(pair.one());
          });
      Eventually.isIn(writer, Thread.State.WAITING);
      writer.interrupt();
      Eventually.ends(writer);
    }
  }

  @Test
  void anInterruptEndsAnAccept() throws Exception {
    try (ServerSocket server = Loopback.listen()) {
      Thread acceptor =
          on.start(() -> {
            assertThatThrownBy(server::accept).isInstanceOf(SocketException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(server.isClosed()).isTrue();
          });
      Eventually.isIn(acceptor, Thread.State.WAITING);
      acceptor.interrupt();
      Eventually.ends(acceptor);
    }
  }

  @Test
  void anInterruptEndsAConnect() throws Exception {
    assumeLinux();
    try (Loopback.Full full = new Loopback.Full();
        Socket socket = new Socket()) {
      Thread connector =
          on.start(() -> {
            assertThatThrownBy(() -> socket.connect(full.address()))
                .isInstanceOf(SocketException.class);
            assertInterruptedAndClosed(socket);
          });
      Eventually.isIn(connector, Thread.State.WAITING);
      connector.interrupt();
      Eventually.ends(connector);
    }
  }

  // ---- ended by the other side

  @Test
  void aHalfCloseEndsAReadAndLeavesTheOtherWayOpen() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader =
          on.start(() -> {
            assertThat(pair.one().getInputStream().read()).isEqualTo(-1);
            pair.one().getOutputStream().write(42);
          });
      Eventually.isIn(reader, Thread.State.WAITING);
      pair.other().shutdownOutput();
      assertThat(on.call(() -> pair.other().getInputStream().read())).isEqualTo(42);
      Eventually.ends(reader);
    }
  }

  @Test
  void onesOwnShutdownEndsARead() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader = on.start(() -> assertThat(pair.one().getInputStream().read()).isEqualTo(-1));
      Eventually.isIn(reader, Thread.State.WAITING);
      pair.one().shutdownInput();
      Eventually.ends(reader);
    }
  }

  @Test
  void aResetEndsARead() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader =
          on.start(() ->
              assertThatThrownBy(() -> pair.one().getInputStream().read())
                  .isInstanceOf(SocketException.class));
      Eventually.isIn(reader, Thread.State.WAITING);
      reset(pair.other());
      Eventually.ends(reader);
    }
  }

  @Test
  void aResetEndsAWrite() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread writer =
          on.start(() ->
              assertThatThrownBy(() -> pair.one().getOutputStream().write(MORE_THAN_FITS))
                  .isInstanceOf(SocketException.class));
      Eventually.isIn(writer, Thread.State.WAITING);
      reset(pair.other());
      Eventually.ends(writer);
    }
  }

  private static void reset(Socket socket) throws Exception {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  private static void assertInterruptedAndClosed(Socket socket) {
    assertThat(Thread.interrupted()).isTrue();
    assertThat(socket.isClosed()).isTrue();
  }

  private static void assumeLinux() {
    assumeThat(System.getProperty("os.name"))
        .as("how Linux treats a full queue")
        .isEqualTo("Linux");
  }
}

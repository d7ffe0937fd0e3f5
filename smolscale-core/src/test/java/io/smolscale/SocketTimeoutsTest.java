package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Sockets with a timeout: it fires, or it is in nobody's way.
@AlsoUnderAgent
class SocketTimeoutsTest {
  private static final int HOUR = 3_600_000;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void aReadTimesOutAndGoesOn() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      on.run(() -> {
        InputStream in = pair.one().getInputStream();
        pair.one().setSoTimeout(5);
        for (int i = 0; i < 5; i++) {
          long began = System.nanoTime();
          assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);
          assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(5_000_000);
        }
        pair.one().setSoTimeout(HOUR);
        pair.other().getOutputStream().write(42);
        assertThat(in.read()).isEqualTo(42);
      });
    }
  }

  /// Set and cancelled for each message, as a server with keep-alive timeouts does.
  @Test
  void aTimeoutThatDoesNotFireIsInNobodysWay() throws Exception {
    int messages = Effort.times(5_000);
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread echo = on.start(() -> pass(pair.other(), messages));
      on.run(() -> {
        pair.one().setSoTimeout(HOUR);
        InputStream in = pair.one().getInputStream();
        OutputStream out = pair.one().getOutputStream();
        for (int i = 0; i < messages; i++) {
          out.write(i);
          assertThat(in.read()).isEqualTo(i & 0xFF);
        }
      });
      Eventually.ends(echo);
    }
  }

  @Test
  void aReadGetsItsDataInSpiteOfATimeout() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader =
          on.start(() -> {
            pair.one().setSoTimeout(HOUR);
            for (int i = 0; i < 100; i++) {
              assertThat(pair.one().getInputStream().read()).isEqualTo(i);
            }
          });
      for (int i = 0; i < 100; i++) {
        if (i % 10 == 0) {
          Eventually.isIn(reader, Thread.State.TIMED_WAITING);
        }
        pair.other().getOutputStream().write(i);
      }
      Eventually.ends(reader);
    }
  }

  /// Data and timeout come at about the same time, many times: each read ends in one way or the
  /// other, and nothing is lost in between.
  @Test
  void aTimeoutRacesWithTheData() throws Exception {
    int bytes = Effort.times(300);
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread writer =
          on.start(() -> {
            for (int i = 0; i < bytes; i++) {
              Thread.sleep(1);
              pair.other().getOutputStream().write(i);
            }
          });
      on.run(() -> {
        pair.one().setSoTimeout(1);
        InputStream in = pair.one().getInputStream();
        int expected = 0;
        while (expected < bytes) {
          try {
            assertThat(in.read()).isEqualTo(expected & 0xFF);
            expected++;
          } catch (SocketTimeoutException _) {
            // the data comes with one of the next
          }
        }
      });
      Eventually.ends(writer);
    }
  }

  @Test
  void manyTimeOutAtOnce() throws Exception {
    List<Loopback.Pair> pairs = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Loopback.Pair pair = Loopback.pair();
      pairs.add(pair);
      int millis = 1 + i % 20;
      threads.add(
          on.start(() -> {
            pair.one().setSoTimeout(millis);
            assertThatThrownBy(() -> pair.one().getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    for (Loopback.Pair pair : pairs) {
      pair.close();
    }
  }

  @Test
  void aCloseEndsATimedRead() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      pair.one().setSoTimeout(HOUR);
      Thread reader =
          on.start(() ->
              assertThatThrownBy(() -> pair.one().getInputStream().read())
                  .isInstanceOf(SocketException.class));
      Eventually.isIn(reader, Thread.State.TIMED_WAITING);
      pair.one().close();
      Eventually.ends(reader);
    }
  }

  @Test
  void anAcceptTimesOutAndGoesOn() throws Exception {
    try (ServerSocket server = Loopback.listen()) {
      on.run(() -> {
        server.setSoTimeout(5);
        assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        server.setSoTimeout(HOUR);
        try (Socket client = Loopback.connect(server.getLocalPort());
            Socket accepted = server.accept()) {
          assertThat(accepted.getPort()).isEqualTo(client.getLocalPort());
        }
      });
    }
  }

  @Test
  void aConnectTimesOut() throws Exception {
    assumeThat(System.getProperty("os.name"))
        .as("how Linux treats a full queue")
        .isEqualTo("Linux");
    try (Loopback.Full full = new Loopback.Full()) {
      on.run(() -> {
        try (Socket socket = new Socket()) {
          assertThatThrownBy(() -> socket.connect(full.address(), 20))
              .isInstanceOf(SocketTimeoutException.class);
          assertThat(socket.isClosed()).isTrue();
        }
      });
    }
  }

  private static void pass(Socket socket, int bytes) throws Exception {
    socket.setSoTimeout(HOUR);
    for (int i = 0; i < bytes; i++) {
      socket.getOutputStream().write(socket.getInputStream().read());
    }
  }
}

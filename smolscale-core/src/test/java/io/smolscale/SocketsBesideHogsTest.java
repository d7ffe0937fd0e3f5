package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every worker has a thread that never stops, and connections go on talking. On the JDK's
/// scheduler none of these tests ends.
@AlsoUnderAgent
class SocketsBesideHogsTest {
  private static final int CONNECTIONS = 50;
  private static final int MESSAGES = 20;

  @RegisterExtension private final TestScheduler on = new TestScheduler();
  private final AtomicBoolean stop = new AtomicBoolean();

  @AfterEach
  void stopHogs() {
    stop.set(true);
  }

  @Test
  void connectionsThatStandGoOnTalking() throws Exception {
    List<Loopback.Pair> pairs = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int c = 0; c < CONNECTIONS; c++) {
      Loopback.Pair pair = Loopback.pair();
      pairs.add(pair);
      threads.add(on.start(() -> echo(pair.other())));
    }
    hogAll();
    for (Loopback.Pair pair : pairs) {
      threads.add(on.start(() -> talk(pair.one())));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    for (Loopback.Pair pair : pairs) {
      pair.close();
    }
  }

  /// Nobody but the poller can bring the event: the reader was parked before the hogs came, and the
  /// writer is a platform thread.
  @Test
  void aParkedReaderGetsItsDataFromOutside() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Thread reader =
          on.start(() -> {
            for (int i = 0; i < MESSAGES; i++) {
              assertThat(pair.one().getInputStream().read()).isEqualTo(i);
            }
          });
      Eventually.isIn(reader, Thread.State.WAITING);
      hogAll();
      for (int i = 0; i < MESSAGES; i++) {
        pair.other().getOutputStream().write(i);
        if (i % 5 == 0) {
          Thread.sleep(1);
        }
      }
      Eventually.ends(reader);
    }
  }

  @Test
  void aTimeoutFires() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      hogAll();
      on.run(() -> {
        pair.one().setSoTimeout(5);
        for (int i = 0; i < 10; i++) {
          assertThatThrownBy(() -> pair.one().getInputStream().read())
              .isInstanceOf(SocketTimeoutException.class);
        }
      });
    }
  }

  private void hogAll() throws InterruptedException {
    int workers = Math.max(2, Runtime.getRuntime().availableProcessors());
    AtomicInteger running = new AtomicInteger();
    for (int i = 0; i < workers; i++) {
      on.start(() -> {
        running.incrementAndGet();
        while (!stop.get()) {
          Thread.onSpinWait();
        }
      });
    }
    Eventually.holds("all hogs run", () -> running.get() == workers);
  }

  private static void talk(Socket socket) throws Exception {
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    for (int i = 0; i < MESSAGES; i++) {
      out.write(i);
      assertThat(in.read()).isEqualTo(i);
    }
  }

  private static void echo(Socket socket) throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      socket.getOutputStream().write(socket.getInputStream().read());
    }
  }
}

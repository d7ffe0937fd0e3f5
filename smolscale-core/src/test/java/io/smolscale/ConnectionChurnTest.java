package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Descriptors are closed and used again in quick succession, most of them while a thread waits for
/// them. What belonged to the old one must never reach the new one, and no wait may be lost.
@AlsoUnderAgent
class ConnectionChurnTest {
  private static final int BYSTANDERS = 50;
  private static final int CLIENTS = 20;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void thousandsComeAndGoBesideSomeThatStay() throws Exception {
    int rounds = Effort.times(150);
    List<Loopback.Pair> staying = new ArrayList<>();
    List<Thread> bystanders = new ArrayList<>();
    for (int i = 0; i < BYSTANDERS; i++) {
      Loopback.Pair pair = Loopback.pair();
      int number = i;
      staying.add(pair);
      bystanders.add(
          on.start(() -> assertThat(pair.one().getInputStream().read()).isEqualTo(number)));
    }
    AtomicInteger served = new AtomicInteger();
    ServerSocket server = Loopback.listen();
    Thread acceptor = on.start(() -> acceptUntilClosed(server, served));
    List<Thread> clients = new ArrayList<>();
    for (int c = 0; c < CLIENTS; c++) {
      clients.add(
          on.start(() -> {
            for (int i = 0; i < rounds; i++) {
              comeAndGo(server.getLocalPort(), i);
            }
          }));
    }
    for (Thread client : clients) {
      Eventually.ends(client);
    }
    Eventually.holds("all were served", () -> served.get() == CLIENTS * rounds);
    server.close();
    Eventually.ends(acceptor);
    for (int i = 0; i < BYSTANDERS; i++) {
      assertThat(bystanders.get(i).isAlive()).isTrue();
      staying.get(i).other().getOutputStream().write(i);
      Eventually.ends(bystanders.get(i));
      staying.get(i).close();
    }
  }

  /// The next connection gets the descriptor that was closed under a reader's feet.
  @Test
  void aDescriptorIsClosedUnderItsReaderAndUsedAgain() throws Exception {
    int rounds = Effort.times(1_000);
    for (int i = 0; i < rounds; i++) {
      Loopback.Pair first = Loopback.pair();
      Thread reader = on.start(() -> readUntilClosed(first.one()));
      if (i % 3 == 0) {
        Eventually.isIn(reader, Thread.State.WAITING);
      }
      first.close();
      try (Loopback.Pair second = Loopback.pair()) {
        int value = i & 0xFF;
        Thread next =
            on.start(() -> assertThat(second.one().getInputStream().read()).isEqualTo(value));
        second.other().getOutputStream().write(value);
        Eventually.ends(next);
        Eventually.ends(reader);
      }
    }
  }

  private void acceptUntilClosed(ServerSocket server, AtomicInteger served) throws IOException {
    while (true) {
      Socket socket;
      try {
        socket = server.accept();
      } catch (SocketException e) {
        if (server.isClosed()) {
          return;
        }
        throw e;
      }
      on.start(() -> {
        try (socket) {
          socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (SocketException _) {
          // reset by the client
        } finally {
          served.incrementAndGet();
        }
      });
    }
  }

  private static void comeAndGo(int port, int round) throws IOException {
    try (Socket socket = Loopback.connect(port)) {
      switch (round % 4) {
        case 0 -> {} // gone at once
        case 1 -> socket.setSoLinger(true, 0); // gone with a reset
        case 2 -> { // gone after an answer
          socket.getOutputStream().write(round);
          assertThat(socket.getInputStream().read()).isEqualTo(round & 0xFF);
          socket.setSoLinger(true, 0);
        }
        default -> { // gone by the book
          socket.getOutputStream().write(round);
          socket.shutdownOutput();
          assertThat(socket.getInputStream().read()).isEqualTo(round & 0xFF);
          assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
      }
    }
  }

  private static void readUntilClosed(Socket socket) throws IOException {
    try {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    } catch (SocketException e) {
      assertThat(socket.isClosed()).as("%s", e).isTrue();
    }
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Datagrams on virtual threads. One may be lost, even here: who misses an answer asks again.
@AlsoUnderAgent
class DatagramsTest {
  private static final int CLIENTS = 20;
  private static final int ROUNDS = 100;
  private static final int PATIENCE_MILLIS = 2_000;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void manySocketsTalkToOne() throws Exception {
    DatagramSocket server = new DatagramSocket(Loopback.anyPort());
    Thread echo = on.start(() -> echoUntilClosed(server));
    List<Thread> clients = new ArrayList<>();
    for (int c = 0; c < CLIENTS; c++) {
      int number = c;
      clients.add(on.start(() -> ask(server.getLocalSocketAddress(), number)));
    }
    for (Thread client : clients) {
      Eventually.ends(client);
    }
    server.close();
    Eventually.ends(echo);
  }

  @Test
  void channelsTalk() throws Exception {
    try (DatagramChannel server = DatagramChannel.open()) {
      server.bind(Loopback.anyPort());
      Thread echo =
          on.start(() -> {
            ByteBuffer buffer = ByteBuffer.allocate(8);
            do { // an empty one ends it
              SocketAddress from = server.receive(buffer.clear());
              server.send(buffer.flip(), from);
            } while (buffer.limit() > 0);
          });
      SocketAddress address = server.getLocalAddress();
      on.run(() -> ask(address, 7));
      on.run(() -> {
        try (DatagramChannel client = DatagramChannel.open()) {
          client.send(ByteBuffer.allocate(0), address);
        }
      });
      Eventually.ends(echo);
    }
  }

  @Test
  void aReceiveTimesOut() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(Loopback.anyPort())) {
      socket.setSoTimeout(5);
      on.run(() ->
          assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[1], 1)))
              .isInstanceOf(SocketTimeoutException.class));
    }
  }

  @Test
  void aCloseEndsAReceive() throws Exception {
    DatagramSocket socket = new DatagramSocket(Loopback.anyPort());
    Thread receiver =
        on.start(() ->
            assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[1], 1)))
                .isInstanceOf(SocketException.class));
    Eventually.isIn(receiver, Thread.State.WAITING);
    socket.close();
    Eventually.ends(receiver);
  }

  @Test
  void anInterruptEndsAReceive() throws Exception {
    try (DatagramSocket socket = new DatagramSocket(Loopback.anyPort())) {
      Thread receiver =
          on.start(() -> {
            assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[1], 1)))
                .isInstanceOf(SocketException.class);
            assertThat(Thread.interrupted()).isTrue();
          });
      Eventually.isIn(receiver, Thread.State.WAITING);
      receiver.interrupt();
      Eventually.ends(receiver);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  private static void echoUntilClosed(DatagramSocket server) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[8], 8);
    while (true) {
      try {
        server.receive(packet);
        server.send(packet);
      } catch (SocketException e) {
        if (server.isClosed()) {
          return;
        }
        throw e;
      }
    }
  }

  private static void ask(SocketAddress server, int number) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(Loopback.anyPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      for (int i = 0; i < ROUNDS; i++) {
        assertThat(answer(socket, server, number * ROUNDS + i)).isTrue();
      }
    }
  }

  private static boolean answer(DatagramSocket socket, SocketAddress server, int question)
      throws IOException {
    byte[] bytes = ByteBuffer.allocate(4).putInt(question).array();
    for (int attempt = 0; attempt < 20; attempt++) {
      socket.send(new DatagramPacket(bytes, 4, server));
      DatagramPacket packet = new DatagramPacket(new byte[8], 8);
      try {
        do { // the answer to an earlier one may still be under way
          socket.receive(packet);
        } while (ByteBuffer.wrap(packet.getData()).getInt() != question);
        return true;
      } catch (SocketTimeoutException _) {
        // lost
      }
    }
    return false;
  }
}

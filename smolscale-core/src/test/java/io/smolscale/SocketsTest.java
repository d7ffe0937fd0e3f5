package io.smolscale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `Socket` and `ServerSocket` on virtual threads.
@AlsoUnderAgent
class SocketsTest {
  private static final int CONNECTIONS = 50;
  private static final int MESSAGES = 50;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void echoOverManyConnections() throws Exception {
    try (ServerSocket server = Loopback.listen()) {
      Thread acceptor = on.start(() -> acceptAndEcho(server, CONNECTIONS));
      List<Thread> clients = new ArrayList<>();
      for (int c = 0; c < CONNECTIONS; c++) {
        int number = c;
        clients.add(on.start(() -> talk(server.getLocalPort(), number)));
      }
      for (Thread client : clients) {
        Eventually.ends(client);
      }
      Eventually.ends(acceptor);
    }
  }

  @Test
  void aPlatformThreadTalksToAVirtualOne() throws Exception {
    try (ServerSocket server = Loopback.listen()) {
      Thread acceptor = on.start(() -> acceptAndEcho(server, 1));
      talk(server.getLocalPort(), 1);
      Eventually.ends(acceptor);
    }
  }

  /// A socket that a virtual thread has used serves a platform thread, and then a virtual one
  /// again.
  @Test
  void aSocketIsUsedByBothKindsInTurn() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      for (int i = 0; i < 20; i++) {
        int value = i;
        Thread reader =
            on.start(() -> assertThat(pair.one().getInputStream().read()).isEqualTo(value));
        Eventually.isIn(reader, Thread.State.WAITING);
        pair.other().getOutputStream().write(value);
        Eventually.ends(reader);
        on.run(() -> pair.other().getOutputStream().write(value));
        assertThat(pair.one().getInputStream().read()).isEqualTo(value);
      }
    }
  }

  @Test
  void manyAcceptorsShareOneListener() throws Exception {
    try (ServerSocket server = Loopback.listen()) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        threads.add(
            on.start(() -> {
              try (Socket socket = server.accept()) {
                socket.getInputStream().transferTo(socket.getOutputStream());
              }
            }));
      }
      for (int i = 0; i < 20; i++) {
        int number = i;
        threads.add(on.start(() -> talk(server.getLocalPort(), number)));
      }
      for (Thread thread : threads) {
        Eventually.ends(thread);
      }
    }
  }

  @Test
  void aConnectIsRefused() throws Exception {
    int port;
    try (ServerSocket server = Loopback.listen()) {
      port = server.getLocalPort();
    }
    on.run(() ->
        assertThatThrownBy(() -> Loopback.connect(port)).isInstanceOf(ConnectException.class));
  }

  private static void talk(int port, int number) throws IOException {
    try (Socket socket = Loopback.connect(port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int i = 0; i < MESSAGES; i++) {
        byte[] message = ("message " + i + " of " + number).getBytes(UTF_8);
        out.writeInt(message.length);
        out.write(message);
        byte[] echo = new byte[in.readInt()];
        in.readFully(echo);
        assertThat(echo).isEqualTo(message);
      }
      socket.shutdownOutput();
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  private void acceptAndEcho(ServerSocket server, int connections) throws Exception {
    List<Thread> handlers = new ArrayList<>();
    for (int c = 0; c < connections; c++) {
      Socket socket = server.accept();
      handlers.add(
          on.start(() -> {
            try (socket) {
              socket.getInputStream().transferTo(socket.getOutputStream());
            }
          }));
    }
    for (Thread handler : handlers) {
      Eventually.ends(handler);
    }
  }
}

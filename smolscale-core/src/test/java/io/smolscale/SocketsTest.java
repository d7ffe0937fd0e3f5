package io.smolscale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// `Socket` and `ServerSocket` on virtual threads.
class SocketsTest {
  private static final int CONNECTIONS = 50;
  private static final int MESSAGES = 50;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void echoOverManyConnections() throws Exception {
    try (ServerSocket server = listen()) {
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
    try (ServerSocket server = listen()) {
      Thread acceptor = on.start(() -> acceptAndEcho(server, 1));
      talk(server.getLocalPort(), 1);
      Eventually.ends(acceptor);
    }
  }

  @Test
  void moreThanTheBuffersHold() throws Exception {
    byte[] sent = new byte[4_000_000];
    for (int i = 0; i < sent.length; i++) {
      sent[i] = (byte) (i * 31);
    }
    try (ServerSocket server = listen()) {
      Thread sender =
          on.start(() -> {
            try (Socket socket = server.accept()) {
              socket.getOutputStream().write(sent);
            }
          });
      byte[] got =
          on.call(() -> {
            try (Socket socket = connect(server.getLocalPort())) {
              return socket.getInputStream().readAllBytes();
            }
          });
      assertThat(got).isEqualTo(sent);
      Eventually.ends(sender);
    }
  }

  @Test
  void aReadTimesOutAndGoesOn() throws Exception {
    try (ServerSocket server = listen()) {
      on.run(() -> {
        try (Socket client = connect(server.getLocalPort());
            Socket other = server.accept()) {
          client.setSoTimeout(5);
          for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketTimeoutException.class);
          }
          client.setSoTimeout(3_600_000);
          other.getOutputStream().write(42);
          assertThat(client.getInputStream().read()).isEqualTo(42);
        }
      });
    }
  }

  @Test
  void aReadWithATimeoutGetsItsData() throws Exception {
    try (ServerSocket server = listen();
        Socket client = connect(server.getLocalPort());
        Socket other = server.accept()) {
      Thread reader =
          on.start(() -> {
            client.setSoTimeout(3_600_000);
            for (int i = 0; i < 100; i++) {
              assertThat(client.getInputStream().read()).isEqualTo(i);
            }
          });
      for (int i = 0; i < 100; i++) {
        other.getOutputStream().write(i);
        if (i % 10 == 0) {
          Thread.sleep(1);
        }
      }
      Eventually.ends(reader);
    }
  }

  @Test
  void anAcceptTimesOut() throws Exception {
    try (ServerSocket server = listen()) {
      server.setSoTimeout(5);
      on.run(() -> assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class));
    }
  }

  @Test
  @SuppressWarnings("try") // the close is what is tested
  void aCloseEndsARead() throws Exception {
    try (ServerSocket server = listen();
        Socket client = connect(server.getLocalPort());
        Socket other = server.accept()) {
      Thread reader =
          on.start(() ->
              assertThatThrownBy(() -> client.getInputStream().read())
                  .isInstanceOf(SocketException.class));
      Eventually.isIn(reader, Thread.State.WAITING);
      client.close();
      Eventually.ends(reader);
      assertThat(other.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aCloseEndsAnAccept() throws Exception {
    ServerSocket server = listen();
    Thread acceptor =
        on.start(() -> assertThatThrownBy(server::accept).isInstanceOf(SocketException.class));
    Eventually.isIn(acceptor, Thread.State.WAITING);
    server.close();
    Eventually.ends(acceptor);
  }

  @Test
  void anInterruptEndsARead() throws Exception {
    try (ServerSocket server = listen();
        Socket client = connect(server.getLocalPort());
        Socket other = server.accept()) {
      Thread reader =
          on.start(() -> {
            assertThatThrownBy(() -> client.getInputStream().read())
                .isInstanceOf(SocketException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(client.isClosed()).isTrue();
          });
      Eventually.isIn(reader, Thread.State.WAITING);
      reader.interrupt();
      Eventually.ends(reader);
      assertThat(other.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aConnectIsRefused() throws Exception {
    int port;
    try (ServerSocket server = listen()) {
      port = server.getLocalPort();
    }
    on.run(() -> assertThatThrownBy(() -> connect(port)).isInstanceOf(ConnectException.class));
  }

  private static void talk(int port, int number) throws IOException {
    try (Socket socket = connect(port)) {
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

  private static ServerSocket listen() throws IOException {
    return new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      socket.close();
      throw e;
    }
    return socket;
  }
}

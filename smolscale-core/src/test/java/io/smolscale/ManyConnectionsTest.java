package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Five thousand connections at once, both ends of them in this process.
@AlsoUnderAgent
class ManyConnectionsTest {
  private static final int CONNECTIONS = 5_000;
  private static final long DESCRIPTORS = 2 * CONNECTIONS + 500;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void eachGetsItsAnswers() throws Exception {
    assumeThat(descriptors())
        .as("descriptors that a process may have; raise ulimit -n for this test")
        .isGreaterThanOrEqualTo(DESCRIPTORS);
    try (ServerSocket server = Loopback.listen()) {
      CountDownLatch connected = new CountDownLatch(CONNECTIONS);
      Thread acceptor =
          on.start(() -> {
            for (int i = 0; i < CONNECTIONS; i++) {
              Socket socket = server.accept();
              on.start(() -> {
                try (socket) {
                  socket.getInputStream().transferTo(socket.getOutputStream());
                }
              });
            }
          });
      List<Thread> clients = new ArrayList<>();
      for (int c = 0; c < CONNECTIONS; c++) {
        int number = c;
        clients.add(on.start(() -> talk(server.getLocalPort(), number, connected)));
      }
      for (Thread client : clients) {
        Eventually.ends(client);
      }
      assertThat(connected.getCount()).isZero();
      Eventually.ends(acceptor);
    }
  }

  private static void talk(int port, int number, CountDownLatch connected)
      throws IOException, InterruptedException {
    try (Socket socket = Loopback.connect(port)) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      ask(in, out, number);
      connected.countDown();
      Eventually.opens(connected); // all of them are open now
      ask(in, out, -number);
      ask(in, out, 2 * number);
    }
  }

  private static void ask(DataInputStream in, DataOutputStream out, int question)
      throws IOException {
    out.writeInt(question);
    assertThat(in.readInt()).isEqualTo(question);
  }

  private static long descriptors() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}

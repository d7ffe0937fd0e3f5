package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Selectors on virtual threads.
@AlsoUnderAgent
class SelectorsTest {
  private static final int CLIENTS = 20;
  private static final int ROUNDS = 50;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void itSelectsWhatIsReady() throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(false);
    try (Selector selector = Selector.open()) {
      pipe.source().register(selector, SelectionKey.OP_READ);
      Thread writer = on.start(() -> pipe.sink().write(ByteBuffer.wrap(new byte[] {5})));
      on.run(() -> {
        assertThat(selector.select()).isEqualTo(1);
        ByteBuffer got = ByteBuffer.allocate(1);
        pipe.source().read(got);
        assertThat(got.get(0)).isEqualTo((byte) 5);
      });
      Eventually.ends(writer);
    }
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void itTimesOut() throws Exception {
    try (Selector selector = Selector.open()) {
      on.run(() -> {
        long began = System.nanoTime();
        assertThat(selector.select(5)).isZero();
        assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(5_000_000);
      });
    }
  }

  /// Many more than there are workers wait at once, and each is woken.
  @Test
  void manyAreWokenUp() throws Exception {
    List<Selector> selectors = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Selector selector = Selector.open();
      selectors.add(selector);
      threads.add(on.start(() -> assertThat(selector.select()).isZero()));
    }
    for (Selector selector : selectors) {
      selector.wakeup();
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    for (Selector selector : selectors) {
      selector.close();
    }
  }

  @Test
  void anInterruptWakesIt() throws Exception {
    try (Selector selector = Selector.open()) {
      Thread thread =
          on.start(() -> {
            assertThat(selector.select()).isZero();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(selector.isOpen()).isTrue();
          });
      thread.interrupt();
      Eventually.ends(thread);
    }
  }

  @Test
  void aCloseEndsIt() throws Exception {
    Selector selector = Selector.open();
    Thread thread =
        on.start(() ->
            assertThatThrownBy(
                    () -> {
                      int none = selector.select();
                      assertThat(none).isZero();
                      selector.selectNow();
                    })
                .isInstanceOf(ClosedSelectorException.class));
    selector.close();
    Eventually.ends(thread);
  }

  /// A server of one thread, as event loops are built.
  @Test
  void itServesManyConnections() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open();
        Selector selector = Selector.open()) {
      server.bind(Loopback.anyPort()).configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      Thread loop = on.start(() -> serve(selector, server, CLIENTS));
      List<Thread> clients = new ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        clients.add(on.start(() -> talk(server)));
      }
      for (Thread client : clients) {
        Eventually.ends(client);
      }
      Eventually.ends(loop);
    }
  }

  private static void talk(ServerSocketChannel server) throws IOException {
    try (SocketChannel channel = SocketChannel.open(server.getLocalAddress())) {
      for (int i = 0; i < ROUNDS; i++) {
        channel.write(ByteBuffer.wrap(new byte[] {(byte) i}));
        ByteBuffer got = ByteBuffer.allocate(1);
        assertThat(channel.read(got)).isEqualTo(1);
        assertThat(got.get(0)).isEqualTo((byte) i);
      }
    }
  }

  private static void serve(Selector selector, ServerSocketChannel server, int connections)
      throws IOException {
    int ended = 0;
    ByteBuffer buffer = ByteBuffer.allocate(64);
    while (ended < connections) {
      selector.select();
      for (SelectionKey key : selector.selectedKeys()) {
        if (key.isAcceptable()) {
          server.accept().configureBlocking(false).register(selector, SelectionKey.OP_READ);
        } else {
          SocketChannel channel = (SocketChannel) key.channel();
          if (channel.read(buffer.clear()) < 0) {
            channel.close();
            ended++;
          } else {
            channel.write(buffer.flip());
          }
        }
      }
      selector.selectedKeys().clear();
    }
  }
}

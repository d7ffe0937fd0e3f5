package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// Where the JDK's helper threads end up, on which a socket event would cross: there are none.
@AlsoUnderAgent
class SocketThreadsTest {
  @Test
  void nobodyButAWorkerWaitsForSockets() throws Exception {
    assumeTrue(
        "agent".equals(System.getProperty("smolscale.tests"))
            && "Linux".equals(System.getProperty("os.name")),
        "as a library, it depends on who used sockets first");
    try (Loopback.Pair pair = Loopback.pair()) {
      FutureTask<Integer> read = new FutureTask<>(() -> pair.one().getInputStream().read());
      Thread reader = Thread.ofVirtual().start(read);
      Eventually.isIn(reader, Thread.State.WAITING);
      Eventually.holds("a worker waits for the socket", SocketThreadsTest::aWorkerWaits);
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.contains("Poller"));
      pair.other().getOutputStream().write(42);
      assertThat(Eventually.gives(read)).isEqualTo(42);
    }
    assertThat(Smolscale.scheduler().stats().pollsSockets()).isTrue();
  }

  private static boolean aWorkerWaits() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> entry.getKey().getName().startsWith("smolscale-"))
        .anyMatch(entry ->
            entry.getValue().length > 0
                && entry.getValue()[0].getClassName().equals("sun.nio.ch.EPoll"));
  }
}

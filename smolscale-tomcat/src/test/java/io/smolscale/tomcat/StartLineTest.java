package io.smolscale.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The line at the start says which of the connector's threads are inside, and no more.
class StartLineTest {
  private static final Inside BOUND = new Inside.Bound(Thread.ofVirtual().factory());

  @TempDir Path folder;

  private String lineOf(InsideEndpoint endpoint, Consumer<RunningTomcat> settings)
      throws Exception {
    try (LogLines lines = new LogLines(SmolscaleProtocol.class);
        RunningTomcat tomcat =
            RunningTomcat.start(folder, new SmolscaleProtocol(endpoint), settings)) {
      assertThat(tomcat.protocol().isInside()).isTrue();
      assertThat(lines.said()).hasSize(1);
      return lines.said().getFirst();
    }
  }

  private String lineOf(Consumer<RunningTomcat> settings) throws Exception {
    return lineOf(new InsideEndpoint(() -> BOUND), settings);
  }

  @Test
  void withoutSettingsAllThreeAreNamed() throws Exception {
    assertThat(lineOf(running -> {}))
        .endsWith(": poller, acceptor and requests are virtual threads on smolscale");
  }

  @Test
  void withAnExecutorOfTheUsersRequestsAreSaidToRunOnIt() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      assertThat(lineOf(running -> running.protocol().setExecutor(pool)))
          .endsWith(
              ": poller and acceptor are virtual threads on smolscale;"
                  + " requests run on the connector's executor");
    }
  }

  /// As Spring Boot sets one: its threads are virtual, and the poller hands its scheduler on.
  @Test
  void withAnExecutorOfVirtualThreadsRequestsAreNamed() throws Exception {
    VirtualThreadExecutor executor = new VirtualThreadExecutor("requests-");
    assertThat(lineOf(running -> running.protocol().setExecutor(executor)))
        .endsWith(": poller, acceptor and requests are virtual threads on smolscale");
  }

  @Test
  void whereTheAcceptorKeepsTheJvmUpItIsSaidToBeTomcats() throws Exception {
    assertThat(lineOf(running -> running.set("daemon", "false")))
        .endsWith(
            ": poller and requests are virtual threads on smolscale;"
                + " the acceptor is Tomcat's own thread, as daemon is false");
  }

  @Test
  void withBothOnlyThePollerIsNamed() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(1)) {
      assertThat(
              lineOf(running -> {
                running.set("daemon", "false");
                running.protocol().setExecutor(pool);
              }))
          .endsWith(
              ": the poller is a virtual thread on smolscale;"
                  + " the acceptor is Tomcat's own thread, as daemon is false;"
                  + " requests run on the connector's executor");
    }
  }

  @Test
  void aTomcatThatStartsItsAcceptorInAnotherWayIsSaidToAndThePollerIsNot() throws Exception {
    InsideEndpoint endpoint =
        new InsideEndpoint(() -> BOUND) {
          @Override
          public void setAcceptorThreadPriority(int priority) {
            // as if there were none
          }
        };
    assertThat(lineOf(endpoint, running -> {}))
        .endsWith(
            ": poller and requests are virtual threads on smolscale; the acceptor is Tomcat's own"
                + " thread, as this version of Tomcat starts it in another way");
  }
}

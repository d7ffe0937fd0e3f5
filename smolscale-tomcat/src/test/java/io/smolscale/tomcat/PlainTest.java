package io.smolscale.tomcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where there is no inside, it is Tomcat's plain connector, and says so in one line.
class PlainTest {
  @TempDir Path folder;

  private static String whereItRuns(RunningTomcat tomcat) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(tomcat.uri("/where")).build(),
              HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }

  private static List<String> loops() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.endsWith("-Poller") || name.endsWith("-Acceptor"))
        .toList();
  }

  @Test
  void whereItIsRefusedAllThreadsAreTomcatsOwnAndOneLineSaysWhy() throws Exception {
    Inside refused = new Inside.Refused("the test says so");
    try (LogLines lines = new LogLines(SmolscaleProtocol.class)) {
      for (int i = 0; i < 2; i++) {
        SmolscaleProtocol protocol = new SmolscaleProtocol(new InsideEndpoint(() -> refused));
        try (RunningTomcat tomcat =
            RunningTomcat.start(
                folder, protocol, running -> running.add("/where", new Answers.Where()))) {
          assertThat(protocol.isInside()).isFalse();
          assertThat(whereItRuns(tomcat)).startsWith("Thread[").contains("-exec-");
          assertThat(loops()).hasSize(2);
        }
      }
      assertThat(lines.said())
          .singleElement()
          .asString()
          .contains("Tomcat's own threads, as the test says so");
    }
  }

  @Test
  void whatTheAttributesAskForIsWhatThePlainConnectorHas() throws Exception {
    Inside refused = new Inside.Refused("another test says so");
    SmolscaleProtocol protocol = new SmolscaleProtocol(new InsideEndpoint(() -> refused));
    try (RunningTomcat tomcat =
        RunningTomcat.start(
            folder,
            protocol,
            running ->
                running.add("/where", new Answers.Where()).set("useVirtualThreads", "true"))) {
      assertThat(whereItRuns(tomcat)).startsWith("VirtualThread[").contains("-virt-");
      assertThat(loops()).hasSize(2);
    }
  }

  /// A Tomcat that ignores priorities, or sets them earlier, starts threads of its own.
  @Test
  void aTomcatThatStartsItsPollerInAnotherWayIsPlain() throws Exception {
    Inside bound = new Inside.Bound(Thread.ofVirtual().factory());
    InsideEndpoint endpoint =
        new InsideEndpoint(() -> bound) {
          @Override
          public void setPollerThreadPriority(int priority) {
            // as if there were none
          }
        };
    SmolscaleProtocol protocol = new SmolscaleProtocol(endpoint);
    try (LogLines lines = new LogLines(SmolscaleProtocol.class);
        RunningTomcat tomcat =
            RunningTomcat.start(
                folder, protocol, running -> running.add("/where", new Answers.Where()))) {
      assertThat(protocol.isInside()).isFalse();
      assertThat(whereItRuns(tomcat)).startsWith("VirtualThread[");
      assertThat(loops()).hasSize(2);
      assertThat(lines.said()).singleElement().asString().contains("in another way");
    }
  }

  @Test
  void whatIsWrongForTomcatIsWrongHereAndStopsTheStart() throws Exception {
    Inside bound = new Inside.Bound(Thread.ofVirtual().factory());
    InsideEndpoint endpoint =
        new InsideEndpoint(() -> bound) {
          @Override
          public void createExecutor() {
            throw new IllegalArgumentException("wrong");
          }
        };
    RunningTomcat tomcat = new RunningTomcat(folder, new SmolscaleProtocol(endpoint));
    try {
      tomcat.tomcat().start();
      assertThat(tomcat.connector().getState().isAvailable()).as("it has not started").isFalse();
    } finally {
      tomcat.close();
    }
  }

  @Test
  void twoConnectorsOneInsideAndOnePlainServeBesideEachOther() throws Exception {
    Inside refused = new Inside.Refused("a third test says so");
    try (RunningTomcat plain =
            RunningTomcat.start(
                folder.resolve("plain"),
                new SmolscaleProtocol(new InsideEndpoint(() -> refused)),
                running -> running.add("/where", new Answers.Where()));
        RunningTomcat inside =
            RunningTomcat.start(
                folder.resolve("inside"), running -> running.add("/where", new Answers.Where()));
        var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      var one = clients.submit(() -> whereItRuns(plain));
      var other = clients.submit(() -> whereItRuns(inside));
      assertThat(one.get()).startsWith("Thread[");
      assertThat(other.get()).contains("@smolscale-worker-");
    }
  }
}

package io.smolscale.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ServerTest {
  private static final int CONNECTIONS = 20;
  private static final int REQUESTS = 1_000;
  private static final int PER_SECOND = 20_000;
  private static final ThreadFactory VIRTUAL = Thread.ofVirtual().factory();

  interface Start {
    Server server() throws IOException;
  }

  static Stream<Start> servers() {
    return Stream.of(
        () -> BlockingServer.start(VIRTUAL, 0, false),
        () -> BlockingServer.start(VIRTUAL, 10_000, true),
        LoopServer::start,
        NettyServer::start,
        () -> NettyServer.startHandingOver(false),
        () -> NettyServer.startHandingOver(true),
        () -> VertxServer.start(false),
        () -> VertxServer.start(true));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void eachRequestIsAnsweredRightly(Start start) throws Exception {
    try (Server server = start.server()) {
      assertThat(generator(server.port()).send(arrivals(), REQUESTS).latency().getTotalCount())
          .isEqualTo(REQUESTS);
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void theLoadMayComeFromAnotherJvm(Start start) throws Exception {
    try (Server server = start.server();
        LoadProcess load = LoadProcess.start(server.port(), CONNECTIONS)) {
      for (int i = 0; i < 2; i++) {
        assertThat(load.send(PER_SECOND, REQUESTS, i))
            .isInstanceOfSatisfying(
                Delivery.Answered.class,
                answered -> assertThat(answered.latency().getTotalCount()).isEqualTo(REQUESTS));
      }
    }
  }

  @Test
  void aWrongAnswerIsNoticed() throws IOException {
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      VIRTUAL.newThread(() -> answerEverythingAlike(listener)).start();
      final LoadGenerator generator = generator(listener.getLocalPort());
      assertThatThrownBy(() -> generator.send(arrivals(), REQUESTS))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("wrong reply");
    }
  }

  /// Of which the first is right for nobody: numbers begin with 1.
  private static void answerEverythingAlike(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        final Socket connection = listener.accept();
        connection.getOutputStream().write(Wire.reply());
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  private static LoadGenerator generator(int port) throws IOException {
    return new LoadGenerator(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), Wire.OWN_PATH, CONNECTIONS);
  }

  private static Arrivals arrivals() {
    return new Arrivals(PER_SECOND, 1);
  }
}

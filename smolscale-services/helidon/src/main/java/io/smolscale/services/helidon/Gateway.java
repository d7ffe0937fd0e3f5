package io.smolscale.services.helidon;

import io.helidon.http.HttpException;
import io.helidon.http.Status;
import io.helidon.webclient.api.WebClient;
import io.helidon.webserver.WebServer;
import io.smolscale.services.Companion;
import io.smolscale.services.Service.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// A service that asks five others for each request, all at once, and joins their answers.
///
/// Each call has a virtual thread and a time-out of its own; all together have another one.
final class Gateway implements AutoCloseable {
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<WebClient> backEnds;

  private Gateway(List<Integer> ports) {
    backEnds = ports.stream().map(Gateway::client).toList();
  }

  static Running start() throws IOException {
    Companion companion = Companion.start(BackEnds.class);
    Gateway gateway = new Gateway(companion.ports());
    WebServer server =
        WorkServer.start((number, response) -> response.send(gateway.answer(number)));
    return new Running(
        server.port(),
        () -> {
          server.stop();
          gateway.close();
          companion.close();
        });
  }

  private static WebClient client(int port) {
    return WebClient.builder()
        .baseUri("http://127.0.0.1:" + port)
        .connectTimeout(CALL_TIMEOUT)
        .readTimeout(CALL_TIMEOUT)
        .build();
  }

  /// What it answers with: the parts that the back ends gave, in their order.
  record Answer(long number, List<Part> parts) {}

  /// A back end's part of an answer.
  record Part(String backEnd, long number) {}

  private Answer answer(long number) throws Exception {
    List<Callable<Part>> calls = new ArrayList<>();
    for (WebClient backEnd : backEnds) {
      calls.add(() -> backEnd.get("/orders/" + number).requestEntity(Part.class));
    }
    List<Part> parts = new ArrayList<>();
    for (Future<Part> call : threads.invokeAll(calls, TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
      if (call.state() != Future.State.SUCCESS) {
        throw new HttpException(
            "a back end gave no answer in time: " + call, Status.GATEWAY_TIMEOUT_504);
      }
      parts.add(call.resultNow());
    }
    return new Answer(number, parts);
  }

  /// Interrupts the calls that are under way.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}

package io.smolscale.cli.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DemoServiceTest {
  @Test
  void answersAnOrdinaryHttpClient() throws IOException {
    try (DemoService service = DemoService.start();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<CompletableFuture<HttpResponse<String>>> replies = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        URI uri = URI.create("http://localhost:" + service.port() + "/hops/" + i);
        replies.add(client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()));
      }
      for (int i = 0; i < replies.size(); i++) {
        HttpResponse<String> reply = replies.get(i).join();
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEqualTo(Integer.toString(i));
      }
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    assertThat(replyTo(Wire.request(1), Wire.request(22)))
        .isEqualTo(text(Wire.reply(1)) + text(Wire.reply(22)));
  }

  @Test
  void tellsAClientThatItCannotRead() throws IOException {
    assertThat(replyTo("BREW /pot HTCPCP/1.0\r\n\r\n".getBytes(ISO_8859_1)))
        .startsWith("HTTP/1.1 400 Bad Request\r\n")
        .contains("BREW /pot");
  }

  @Test
  void theLoadGeneratorCountsRightAnswers() throws IOException {
    try (DemoService service = DemoService.start();
        LoadGenerator load = new LoadGenerator(service.port(), 5)) {
      Duration duration = Duration.ofMillis(200);
      LoadGenerator.Sent open = load.openLoop(new PoissonArrivals(500, 1), duration);
      assertThat(open.errors()).isZero();
      assertThat(open.requests()).isPositive();
      LoadGenerator.Sent closed = load.closedLoop(duration);
      assertThat(closed.errors()).isZero();
      assertThat(closed.requests()).isPositive();
    }
  }

  private static String replyTo(byte[]... requests) throws IOException {
    try (DemoService service = DemoService.start();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port())) {
      for (byte[] request : requests) {
        socket.getOutputStream().write(request);
      }
      socket.shutdownOutput();
      return text(socket.getInputStream().readAllBytes());
    }
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }
}

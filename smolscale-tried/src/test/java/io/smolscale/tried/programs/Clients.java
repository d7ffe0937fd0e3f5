package io.smolscale.tried.programs;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/// Clients of a server of these tests, on virtual threads, by the JDK's own client.
final class Clients {
  private static final int ROUNDS = 10;

  private Clients() {}

  /// Asks a server on loopback, each thread several times, and checks every answer.
  static void ask(Work work, int port) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().executor(work.threads()).build()) {
      work.all(number -> {
        for (int round = 0; round < ROUNDS; round++) {
          String question = number + "." + round;
          URI uri = URI.create("http://127.0.0.1:" + port + "/" + question);
          HttpResponse<String> answer =
              client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
          Work.check(
              answer.statusCode() == 200 && answer.body().equals(answerTo(question)),
              answer + " " + answer.body() + " to " + question);
        }
      });
    }
    System.out.println("answers: right");
  }

  /// What a server says.
  static String answerTo(String question) {
    return "the answer to " + question;
  }
}

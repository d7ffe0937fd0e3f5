package io.smolscale.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Requests to a service over HTTP, from several connections at once.
public final class Requests {
  /// The number of requests, and of answers.
  public static final int COUNT = 400;

  private static final int CONNECTIONS = 8;

  private Requests() {}

  /// Sends the requests, checks that each is answered with success, and returns the body that came
  /// for each number.
  public static Map<Integer, String> send(int port) throws Exception {
    Map<Integer, String> answers = new TreeMap<>();
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
      List<Callable<HttpResponse<String>>> calls = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        int number = i;
        calls.add(() -> get(client, port, "/orders/" + number));
      }
      for (Future<HttpResponse<String>> call : threads.invokeAll(calls)) {
        HttpResponse<String> answer = call.get();
        assertThat(answer.statusCode()).as("%s: %s", answer.uri(), answer.body()).isEqualTo(200);
        answers.put(answers.size(), answer.body());
      }
    }
    return answers;
  }

  /// Returns the status of the answer to another path.
  public static int status(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return get(client, port, path).statusCode();
    }
  }

  private static HttpResponse<String> get(HttpClient client, int port, String path)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}

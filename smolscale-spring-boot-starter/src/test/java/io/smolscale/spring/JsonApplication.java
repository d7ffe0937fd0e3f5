package io.smolscale.spring;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// A service that answers with JSON, and knows nothing of us but for the starter on its class path.
/// It says its port, and ends with its input.
@SpringBootApplication
@RestController
public class JsonApplication {
  /// Runs it.
  public static void main(String[] args) throws IOException {
    try (var context =
        (ServletWebServerApplicationContext) SpringApplication.run(JsonApplication.class, args)) {
      System.out.println(
          "port: " + Objects.requireNonNull(context.getWebServer(), "it runs").getPort());
      while (System.in.read() >= 0) {
        // until the end
      }
    }
  }

  /// An order with its lines.
  ///
  /// @param number which
  /// @param lines what was ordered
  public record Order(int number, List<Line> lines) {
    /// Keeps a copy.
    public Order {
      lines = List.copyOf(lines);
    }
  }

  /// A line of an order.
  ///
  /// @param article what
  /// @param pieces how many
  /// @param cents for how much each
  public record Line(String article, int pieces, long cents) {}

  /// Answers with an order.
  @GetMapping("/orders/{number}")
  public Order order(@PathVariable("number") int number) {
    return new Order(
        number,
        List.of(
            new Line("tea", 1 + number % 3, 499),
            new Line("milk", 2, 129),
            new Line("sugar", 1, 89)));
  }

  /// Says where a request runs, and which platform threads of the server's there are.
  @GetMapping("/where")
  public List<String> where() throws InterruptedException {
    Thread.sleep(1);
    List<String> loops =
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(name -> name.endsWith("-Poller") || name.endsWith("-Acceptor"))
            .toList();
    return List.of(Thread.currentThread().toString(), loops.toString());
  }
}

package io.smolscale.services.spring.json;

import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Answers with an order as JSON.
@SpringBootApplication(exclude = DataSourceAutoConfiguration.class) // it has no database
@RestController
public class JsonApplication {
  /// Spring calls it.
  public JsonApplication() {}

  /// An order.
  ///
  /// @param number the number that was asked for
  /// @param lines what was ordered
  public record Order(long number, List<Line> lines) {
    /// Keeps a copy.
    public Order {
      lines = List.copyOf(lines);
    }
  }

  /// A line of an order.
  ///
  /// @param article what was ordered
  /// @param pieces how many of it
  /// @param cents the price of each
  public record Line(String article, long pieces, long cents) {}

  /// Answers with an order.
  @GetMapping("/orders/{number}")
  public Order order(@PathVariable("number") long number) {
    return new Order(
        number,
        List.of(
            new Line("tea", 1 + number % 3, 499),
            new Line("milk", 2, 129),
            new Line("sugar", 1, 89)));
  }
}

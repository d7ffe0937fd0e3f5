package io.smolscale.services.quarkus;

import java.util.List;

/// What the service answers with.
///
/// @param number the number that was asked for
/// @param lines what was ordered
public record Order(long number, List<Line> lines) {
  /// Keeps a copy.
  public Order {
    lines = List.copyOf(lines);
  }

  /// A line of an order.
  ///
  /// @param article what was ordered
  /// @param pieces how many of it
  /// @param cents the price of each
  public record Line(String article, long pieces, long cents) {}

  static Order of(long number) {
    return new Order(
        number,
        List.of(
            new Line("tea", 1 + number % 3, 499),
            new Line("milk", 2, 129),
            new Line("sugar", 1, 89)));
  }
}

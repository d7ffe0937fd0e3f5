package io.smolscale.services.helidon;

import java.util.List;

/// What the JSON service answers with.
record Order(long number, List<Line> lines) {
  /// A line of it: pieces of an article, and the price of each in cents.
  record Line(String article, long pieces, long cents) {}

  static Order of(long number) {
    return new Order(
        number,
        List.of(
            new Line("tea", 1 + number % 3, 499),
            new Line("milk", 2, 129),
            new Line("sugar", 1, 89)));
  }
}

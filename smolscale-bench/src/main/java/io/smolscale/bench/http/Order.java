package io.smolscale.bench.http;

import java.util.regex.Pattern;

/// So many requests at such a rate: what a measured JVM asks of its [Load].
///
/// @param seed which arrivals; the same ones for the same seed
record Order(int perSecond, long requests, long seed) {
  private static final Pattern SPACE = Pattern.compile(" ");

  static Order parse(String line) {
    final String[] words = SPACE.split(line, -1);
    return new Order(
        Integer.parseInt(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
  }

  /// As one line of text.
  String line() {
    return perSecond + " " + requests + " " + seed;
  }
}

package io.smolscale.bench.http;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/// What became of an [Order].
public sealed interface Delivery {
  /// All requests were answered, rightly.
  ///
  /// @param latency in nanoseconds, since a request was due
  /// @param late how many requests went out late because the load had no moment to spare
  record Answered(Histogram latency, long late) implements Delivery {}

  /// The server stopped answering: a finding about its scheduler.
  record Unanswered(String why) implements Delivery {}

  /// The server answered wrongly, or closed a connection.
  record Broken(String why) implements Delivery {}

  /// As one line of text. A load that does not count those that it sent late leaves them out.
  default String line() {
    return switch (this) {
      case Answered(Histogram latency, long late) -> "answered " + encode(latency) + " " + late;
      case Unanswered(String why) -> "unanswered " + why;
      case Broken(String why) -> "broken " + why;
    };
  }

  /// The reverse of [#line()].
  static Delivery parse(String line) {
    final int space = line.indexOf(' ');
    final String rest = line.substring(space + 1);
    return switch (line.substring(0, Math.max(0, space))) {
      case "answered" -> answered(rest);
      case "unanswered" -> new Unanswered(rest);
      case "broken" -> new Broken(rest);
      default -> throw new IllegalArgumentException("not a delivery: " + line);
    };
  }

  private static Answered answered(String rest) {
    final int space = rest.indexOf(' ');
    return space < 0
        ? new Answered(decode(rest), 0)
        : new Answered(decode(rest.substring(0, space)), Long.parseLong(rest.substring(space + 1)));
  }

  private static String encode(Histogram histogram) {
    final ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    final int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }

  private static Histogram decode(String text) {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(text)), 0);
    } catch (DataFormatException e) {
      throw new IllegalArgumentException("not a histogram: " + text, e);
    }
  }
}

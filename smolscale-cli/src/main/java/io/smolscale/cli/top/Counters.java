package io.smolscale.cli.top;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// The JVM's own counters, in the file that it keeps for `jstat`: read without asking it. Empty
/// where it keeps none (`-XX:-UsePerfData`).
///
/// The file begins with a head of 32 bytes: a magic number, byte order, version, and where the
/// entries begin and how many there are. An entry has its length, where its name begins, and where
/// its value does.
///
/// @param values by name, those that are numbers
record Counters(Map<String, Long> values) {
  private static final int MAGIC = 0xcafec0c0;
  private static final int BYTE_ORDER_AT = 4;
  private static final int ENTRIES_AT = 24;
  private static final int COUNT_AT = 28;
  private static final int NAME_AT = 4; // within an entry
  private static final int VECTOR_AT = 8;
  private static final int TYPE_AT = 12;
  private static final int VALUE_AT = 16;

  Counters {
    values = Map.copyOf(values);
  }

  /// Reads those of a process.
  ///
  /// @param folder where the JVM has its files
  /// @param pid its number, as it sees it
  static Counters read(Path folder, long pid) {
    try (Stream<Path> users = Files.list(folder)) {
      return users
          .filter(user -> user.getFileName().toString().startsWith("hsperfdata_"))
          .map(user -> user.resolve(String.valueOf(pid)))
          .filter(Files::isReadable)
          .findFirst()
          .map(Counters::parse)
          .orElse(new Counters(Map.of()));
    } catch (IOException e) {
      return new Counters(Map.of());
    }
  }

  private static Counters parse(Path file) {
    try {
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)));
    } catch (IOException | IndexOutOfBoundsException e) {
      return new Counters(Map.of());
    }
  }

  static Counters parse(ByteBuffer data) {
    Map<String, Long> values = new HashMap<>();
    if (data.getInt(0) != MAGIC) {
      return new Counters(values);
    }
    data.order(data.get(BYTE_ORDER_AT) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    int at = data.getInt(ENTRIES_AT);
    for (int left = data.getInt(COUNT_AT); left > 0; left--) {
      if (data.get(at + TYPE_AT) == 'J' && data.getInt(at + VECTOR_AT) == 0) {
        values.put(
            name(data, at + data.getInt(at + NAME_AT)),
            data.getLong(at + data.getInt(at + VALUE_AT)));
      }
      at += data.getInt(at);
    }
    return new Counters(values);
  }

  private static String name(ByteBuffer data, int from) {
    int to = from;
    while (data.get(to) != 0) {
      to++;
    }
    byte[] name = new byte[to - from];
    data.get(from, name);
    return new String(name, UTF_8);
  }

  /// How long collectors have stopped or worked so far, in nanoseconds.
  long collectorNanos() {
    long frequency = values.getOrDefault("sun.os.hrt.frequency", 0L);
    long ticks =
        values.entrySet().stream()
            .filter(entry -> entry.getKey().matches("sun\\.gc\\.collector\\.\\d+\\.time"))
            .mapToLong(Map.Entry::getValue)
            .sum();
    return frequency == 0 ? 0 : (long) (ticks * (1e9 / frequency));
  }
}

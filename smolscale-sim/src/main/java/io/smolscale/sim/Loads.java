package io.smolscale.sim;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Loads, in percent of the cores.
///
/// @param percent each of them, 1 to 99
record Loads(List<Integer> percent) {
  static final Loads QUICK = new Loads(List.of(5, 20, 50, 80));
  private static final int STEP = 5;

  /// Reads "5,20" and "5..95".
  static final class Converter implements ITypeConverter<Loads> {
    @Override
    public Loads convert(String text) {
      return new Loads(
          Stream.of(text.split(",")).flatMap(part -> part(part).boxed()).distinct().toList());
    }

    private static IntStream part(String part) {
      String[] ends = part.split("\\.\\.", -1);
      if (ends.length > 2) {
        throw wrong(part);
      }
      int first = number(ends[0]);
      int last = number(ends[ends.length - 1]);
      if (last < first) {
        throw wrong(part);
      }
      return IntStream.iterate(first, load -> load <= last, load -> load + STEP);
    }

    private static int number(String text) {
      try {
        int load = Integer.parseInt(text.strip());
        if (load >= 1 && load <= 99) {
          return load;
        }
      } catch (NumberFormatException _) {
        // said below
      }
      throw wrong(text);
    }

    private static TypeConversionException wrong(String text) {
      return new TypeConversionException(
          "'%s' is not a load: say a percentage from 1 to 99, or a range like 5..95"
              .formatted(text));
    }
  }
}

package io.smolscale.bench.result;

import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/// One side of a comparison: a name, and what makes its JVMs different.
public record Variant(String name, List<String> jvmArgs) {
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /// Understands `name` and `name=jvm-args`, the latter separated by spaces.
  public static Variant parse(String text) {
    final int equals = text.indexOf('=');
    return equals < 0
        ? new Variant(text, List.of())
        : new Variant(text.substring(0, equals), split(text.substring(equals + 1)));
  }

  /// Splits arguments at spaces.
  public static List<String> split(String args) {
    return SPACES.splitAsStream(args).filter(arg -> !arg.isEmpty()).toList();
  }

  /// For the command line.
  public static final class Converter implements ITypeConverter<Variant> {
    @Override
    public Variant convert(String text) {
      return parse(text);
    }
  }
}

package io.smolscale.internal.doctor;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes JSON. The jar has no dependency that could.
public final class Json {
  private static final char FIRST_PRINTABLE = ' ';

  private Json() {}

  /// Writes a value, with each part of it on a line of its own.
  ///
  /// @param value of maps with strings as keys, lists, strings, numbers and booleans
  public static String of(Object value) {
    return text(value, "");
  }

  private static String text(Object value, String indent) {
    String deeper = indent + "  ";
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .map(entry ->
                  deeper
                      + quoted(entry.getKey().toString())
                      + ": "
                      + text(entry.getValue(), deeper))
              .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
      case List<?> list when list.isEmpty() -> "[]";
      case List<?> list ->
          list.stream()
              .map(item -> deeper + text(item, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
      case Number number -> number.toString();
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE) {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}

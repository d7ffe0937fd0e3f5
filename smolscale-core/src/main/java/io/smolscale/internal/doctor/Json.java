package io.smolscale.internal.doctor;

import java.util.List;
import java.util.Map;

/// Writes JSON. The jar has no dependency that could.
public final class Json {
  private static final char FIRST_PRINTABLE = ' ';

  private Json() {}

  /// Writes a value, with each part of it on a line of its own.
  ///
  /// @param value of maps with strings as keys, lists, strings, numbers and booleans
  public static String of(Object value) {
    StringBuilder text = new StringBuilder();
    write(text, value, "\n");
    return text.toString();
  }

  /// Plain loops: a process that is asked each second has not compiled this.
  private static void write(StringBuilder text, Object value, String line) {
    String deeper = line + "  ";
    String before = deeper;
    switch (value) {
      case Map<?, ?> map -> {
        text.append('{');
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          text.append(before);
          quote(text, entry.getKey().toString());
          text.append(": ");
          write(text, entry.getValue(), deeper);
          before = "," + deeper;
        }
        text.append(line).append('}');
      }
      case List<?> list when list.isEmpty() -> text.append("[]");
      case List<?> list -> {
        text.append('[');
        for (Object item : list) {
          text.append(before);
          write(text, item, deeper);
          before = "," + deeper;
        }
        text.append(line).append(']');
      }
      case Number number -> text.append(number);
      case Boolean truth -> text.append(truth);
      default -> quote(text, value.toString());
    }
  }

  private static void quote(StringBuilder text, String words) {
    text.append('"');
    int from = 0; // of what needs no escape
    for (int i = 0; i < words.length(); i++) {
      char c = words.charAt(i);
      if (c == '"' || c == '\\' || c < FIRST_PRINTABLE) {
        text.append(words, from, i);
        text.append(c < FIRST_PRINTABLE ? "\\u%04x".formatted((int) c) : "\\" + c);
        from = i + 1;
      }
    }
    text.append(words, from, words.length()).append('"');
  }
}

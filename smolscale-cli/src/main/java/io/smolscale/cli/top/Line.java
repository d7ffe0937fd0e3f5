package io.smolscale.cli.top;

import org.jspecify.annotations.Nullable;

/// A line of the page.
///
/// @param text what it says
/// @param style how
/// @param row which row of those that can be selected it is; -1 for none
/// @param subject the worker, site or stuck thread that a row is about; null for other lines
record Line(String text, Style style, int row, @Nullable Object subject) {
  /// How a line is shown.
  enum Style {
    PLAIN,
    TITLE,
    HEAD,
    ALARM,
    FAINT
  }

  static Line plain(String text) {
    return new Line(text, Style.PLAIN, -1, null);
  }

  static Line of(String text, Style style) {
    return new Line(text, style, -1, null);
  }
}

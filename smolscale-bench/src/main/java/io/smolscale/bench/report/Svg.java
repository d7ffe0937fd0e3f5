package io.smolscale.bench.report;

import static java.util.Locale.ROOT;

/// As much of SVG as our plots need. Colours and fonts are the page's business, by class.
final class Svg {
  private final StringBuilder text = new StringBuilder();

  Svg(int width, int height, String title) {
    text.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\">\n<title>%s</title>\n"
            .formatted(width, height, escape(title)));
  }

  /// Characters that mean something in HTML, as themselves.
  static String escape(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    add(
        String.format(
            ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
            style,
            x1,
            y1,
            x2,
            y2));
  }

  /// A point, and what the browser says about it when the mouse is there.
  void dot(String style, double x, double y, String about) {
    add(
        String.format(
            ROOT,
            "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"><title>%s</title></circle>",
            style,
            x,
            y,
            escape(about)));
  }

  /// Text that begins (`start`), is centred (`middle`) or ends (`end`) at x.
  void text(String anchor, double x, double y, String what) {
    add(
        String.format(
            ROOT,
            "<text text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
            anchor,
            x,
            y,
            escape(what)));
  }

  String end() {
    return text + "</svg>\n";
  }

  private void add(String element) {
    text.append(element).append('\n');
  }
}

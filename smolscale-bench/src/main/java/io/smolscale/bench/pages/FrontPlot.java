package io.smolscale.bench.pages;

import static java.util.Locale.ROOT;

import io.smolscale.bench.result.Spread;
import io.smolscale.bench.result.Summary;
import java.util.List;
import java.util.Objects;

/// The plot on the first page: CPU a request at fixed rates, on both schedulers.
///
/// It brings its own background, so that it can be read on any page; where the reader prefers dark
/// pages, it is dark. The colours are those of the Okabe-Ito palette, which the colour-blind can
/// tell apart.
final class FrontPlot {
  private static final int WIDTH = 680;
  private static final int HEIGHT = 330;
  private static final int LEFT = 24;
  private static final int TOP = 86;
  private static final int FLOOR = 262; // where the bars stand
  private static final int BAR = 38;
  private static final int GROUP = 108; // from one rate to the next
  private static final int CAP = 5; // half the width of a whisker's end

  /// Bars that belong together.
  ///
  /// @param name of the workloads, with their rate behind a hyphen
  private record Panel(String name, String title, List<Integer> rates) {}

  private static final List<Panel> PANELS =
      List.of(
          new Panel("http", "blocking HTTP, requests a second", List.of(1_000, 10_000, 30_000)),
          new Panel(
              "part-load",
              "chains of ten threads, requests a second",
              List.of(5_000, 20_000, 50_000)));

  private final StringBuilder text = new StringBuilder();
  private final Summary run;
  private final double scale; // pixels a nanosecond

  private FrontPlot(Summary run) {
    this.run = run;
    final double most =
        PANELS.stream()
            .flatMap(panel -> panel.rates.stream().map(rate -> cpu(panel, rate, "jdk")))
            .mapToDouble(Spread::max)
            .max()
            .orElseThrow();
    scale = (FLOOR - TOP) / most;
  }

  /// Returns the plot as an SVG file.
  static String of(Summary run) {
    return new FrontPlot(run).drawn();
  }

  private String drawn() {
    final String about =
        "CPU time a request in microseconds, on the JDK's scheduler and on smolscale";
    text.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img" aria-label="%3$s">
        <style>
        .paper { fill: #ffffff; stroke: #d0d7de; } .ink { fill: #24292f; } .faint { fill: #57606a; }
        .jdk { fill: #8c96a0; } .ours { fill: #0072b2; } .line { stroke: #57606a; stroke-width: 1.5; }
        text { font: 15px system-ui, -apple-system, "Segoe UI", sans-serif; }
        .title { font-size: 18px; font-weight: 600; }
        @media (prefers-color-scheme: dark) {
        .paper { fill: #161b22; stroke: #30363d; } .ink { fill: #e6edf3; } .faint { fill: #9da7b1; }
        .jdk { fill: #7d8590; } .ours { fill: #56b4e9; } .line { stroke: #9da7b1; }
        }
        </style>
        <rect class="paper" width="%1$d" height="%2$d" rx="8"/>
        """
            .formatted(WIDTH, HEIGHT, about));
    words("ink title", "start", LEFT, 32, "CPU time a request, in microseconds: less is better");
    legend(LEFT, "jdk", "the JDK's scheduler");
    legend(LEFT + 180, "ours", "smolscale");
    double left = LEFT;
    for (final Panel panel : PANELS) {
      final double width = panel.rates.size() * GROUP - (GROUP - 2 * BAR) + 8;
      line(left - 4, FLOOR, left + width, FLOOR);
      for (int i = 0; i < panel.rates.size(); i++) {
        group(panel, panel.rates.get(i), left + i * GROUP);
      }
      words("faint", "middle", left + (width - 4) / 2, FLOOR + 44, panel.title);
      left += panel.rates.size() * GROUP + 16;
    }
    return text.append("</svg>\n").toString();
  }

  private void legend(double x, String style, String what) {
    text.append(
        String.format(
            ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"44\" width=\"14\" height=\"14\"/>\n",
            style,
            x));
    words("faint", "start", x + 20, 56, what);
  }

  private void group(Panel panel, int rate, double x) {
    bar("jdk", cpu(panel, rate, "jdk"), x);
    bar("ours", cpu(panel, rate, "smolscale"), x + BAR + 2);
    words("ink", "middle", x + BAR + 1, FLOOR + 20, String.format(ROOT, "%,d", rate));
  }

  /// Draws a bar as high as the median, with a whisker from the least to the most of all rounds.
  private void bar(String style, Spread cpu, double x) {
    final double top = FLOOR - cpu.median() * scale;
    text.append(
        String.format(
            ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%d\" height=\"%.1f\"/>\n",
            style,
            x,
            top,
            BAR,
            cpu.median() * scale));
    final double middle = x + BAR / 2.0;
    final double low = FLOOR - cpu.min() * scale;
    final double high = FLOOR - cpu.max() * scale;
    line(middle, low, middle, high);
    line(middle - CAP, low, middle + CAP, low);
    line(middle - CAP, high, middle + CAP, high);
    words("ink", "middle", middle, high - 6, String.format(ROOT, "%.0f", cpu.median() / 1e3));
  }

  private void line(double x1, double y1, double x2, double y2) {
    text.append(
        String.format(
            ROOT,
            "<line class=\"line\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            x1,
            y1,
            x2,
            y2));
  }

  private void words(String style, String anchor, double x, double y, String what) {
    text.append(
        String.format(
            ROOT,
            "<text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
            style,
            anchor,
            x,
            y,
            what));
  }

  private Spread cpu(Panel panel, int rate, String variant) {
    return Objects.requireNonNull(Figures.row(run, panel.name + "-" + rate, variant).cpuNanos());
  }
}

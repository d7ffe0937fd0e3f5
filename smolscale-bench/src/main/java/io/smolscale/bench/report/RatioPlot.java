package io.smolscale.bench.report;

import io.smolscale.bench.result.Spread;
import java.util.ArrayList;
import java.util.List;

/// Ratios one below the other on one logarithmic axis: how far from 1, and how sure.
///
/// Left of the line at 1 is cheaper than what everybody is compared to. A bar reaches from the
/// smallest to the largest ratio of all rounds; one that crosses the line says nothing.
final class RatioPlot {
  private static final int WIDTH = 860;
  private static final int LEFT = 250;
  private static final int RIGHT = 60;
  private static final int TOP = 26;
  private static final int LINE = 22;
  private static final int BASELINE = 4; // from the middle of a letter to its foot

  private RatioPlot() {}

  /// One bar.
  ///
  /// @param style the class of its colour
  record Bar(String label, String style, Spread ratio) {}

  static String of(String title, List<Bar> bars) {
    final int bottom = TOP + bars.size() * LINE;
    final Svg svg = new Svg(WIDTH, bottom + 8, title);
    final Scale scale = Scale.logarithmic(ends(bars), LEFT, WIDTH - RIGHT);
    for (final double tick : scale.ticks()) {
      svg.line(tick == 1 ? "one" : "grid", scale.at(tick), TOP - 6, scale.at(tick), bottom);
      svg.text("middle", scale.at(tick), TOP - 10, Numbers.plain(tick));
    }
    double y = TOP + LINE / 2.0;
    for (final Bar bar : bars) {
      draw(svg, scale, bar, y);
      y += LINE;
    }
    return svg.end();
  }

  private static void draw(Svg svg, Scale scale, Bar bar, double y) {
    final Spread ratio = bar.ratio;
    svg.text("end", LEFT - 12, y + BASELINE, bar.label);
    svg.line(bar.style, scale.at(ratio.min()), y, scale.at(ratio.max()), y);
    svg.dot(bar.style, scale.at(ratio.median()), y, bar.label + ": " + Numbers.ratio(ratio));
    svg.text("start", WIDTH - RIGHT + 12, y + BASELINE, Numbers.plain(ratio.median()));
  }

  // With 1 among them, because that is what they are compared to.
  private static List<Double> ends(List<Bar> bars) {
    final List<Double> ends = new ArrayList<>(List.of(0.5, 1.0));
    for (final Bar bar : bars) {
      ends.add(bar.ratio.min());
      ends.add(bar.ratio.max());
    }
    ends.removeIf(end -> end <= 0);
    return ends;
  }
}

package io.smolscale.bench.report;

import io.smolscale.bench.result.Spread;
import java.util.ArrayList;
import java.util.List;

/// One figure against the load, or whatever number grows, a line for each contender, with a bar
/// from the smallest to the largest measurement at each point.
final class LoadPlot {
  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;
  private static final int LEFT = 64;
  private static final int RIGHT = 30;
  private static final int TOP = 30;
  private static final int BOTTOM = 40;
  private static final int BASELINE = 4;
  private static final int CAP = 4; // half the width of a bar's end

  private LoadPlot() {}

  /// A contender's measurements, in the order of the load.
  ///
  /// @param style the class of its colour
  record Line(String name, String style, List<Point> points) {}

  record Point(double load, Spread value) {}

  static String of(String title, String xAxis, List<Line> lines, boolean logarithmic) {
    final Svg svg = new Svg(WIDTH, HEIGHT, title);
    svg.text("start", 4, 14, title);
    final Scale x = Scale.logarithmic(loads(lines), LEFT, WIDTH - RIGHT);
    final Scale y =
        logarithmic
            ? Scale.logarithmic(values(lines), HEIGHT - BOTTOM, TOP)
            : Scale.linear(values(lines), HEIGHT - BOTTOM, TOP);
    for (final double tick : y.ticks()) {
      svg.line("grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick));
      svg.text("end", LEFT - 6, y.at(tick) + BASELINE, Numbers.plain(tick));
    }
    for (final double load : loads(lines).stream().distinct().toList()) {
      svg.text("middle", x.at(load), HEIGHT - BOTTOM + 16, Numbers.plain(load));
    }
    svg.text("middle", (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 6, xAxis);
    for (final Line line : lines) {
      draw(svg, x, y, line);
    }
    return svg.end();
  }

  private static void draw(Svg svg, Scale x, Scale y, Line line) {
    for (int i = 0; i < line.points.size(); i++) {
      final Point point = line.points.get(i);
      final Spread value = point.value;
      final double at = x.at(point.load);
      if (i > 0) {
        final Point last = line.points.get(i - 1);
        svg.line(line.style, x.at(last.load), y.at(last.value.median()), at, y.at(value.median()));
      }
      svg.line(line.style, at, y.at(value.min()), at, y.at(value.max()));
      svg.line(line.style, at - CAP, y.at(value.min()), at + CAP, y.at(value.min()));
      svg.line(line.style, at - CAP, y.at(value.max()), at + CAP, y.at(value.max()));
      svg.dot(
          line.style,
          at,
          y.at(value.median()),
          "%s at %s: %s".formatted(line.name, Numbers.plain(point.load), Numbers.spread(value)));
    }
  }

  private static List<Double> loads(List<Line> lines) {
    return lines.stream().flatMap(line -> line.points.stream()).map(Point::load).sorted().toList();
  }

  private static List<Double> values(List<Line> lines) {
    final List<Double> values = new ArrayList<>();
    lines.stream()
        .flatMap(line -> line.points.stream())
        .forEach(point -> {
          values.add(point.value.min());
          values.add(point.value.max());
        });
    values.removeIf(value -> value <= 0);
    return values;
  }
}

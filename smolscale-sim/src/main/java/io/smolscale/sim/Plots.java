package io.smolscale.sim;

import io.smolscale.sim.policy.Policy;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/// Pictures of the figures against the load, one for each workload and machine.
final class Plots {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 400;

  /// Letters are drawn as outlines, with fifteen digits for each point.
  private static final Pattern NEEDLESS_DIGITS = Pattern.compile("(\\d\\.\\d{2})\\d+");

  private Plots() {}

  /// Writes them.
  ///
  /// @return the files
  static List<Path> write(List<Row> rows, Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    Map<String, List<Row>> groups =
        rows.stream()
            .collect(Collectors.groupingBy(Plots::name, LinkedHashMap::new, Collectors.toList()));
    for (Map.Entry<String, List<Row>> group : groups.entrySet()) {
      for (What what : What.values()) {
        Path file = folder.resolve(Names.of(what) + "-" + group.getKey() + ".svg");
        VectorGraphicsEncoder.saveVectorGraphic(
            chart(what, group.getValue()), file.toString(), VectorGraphicsFormat.SVG);
        Files.writeString(file, NEEDLESS_DIGITS.matcher(Files.readString(file)).replaceAll("$1"));
        files.add(file);
      }
    }
    return files;
  }

  private enum What {
    WAIT("p99 wait, us"),
    WASTED("processor time wasted, %");

    private final String axis;

    What(String axis) {
      this.axis = axis;
    }

    double of(Row row) {
      return switch (this) {
        case WAIT -> Math.max(0.1, row.figures().waited().p99()); // zero has no logarithm
        case WASTED -> 100 * row.figures().wasted();
      };
    }
  }

  private static String name(Row row) {
    return Names.of(row.cell().workload()) + "-" + row.cell().cores();
  }

  private static XYChart chart(What what, List<Row> rows) {
    Cell first = rows.getFirst().cell();
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title("%s, %d cores".formatted(Names.of(first.workload()), first.cores()))
            .xAxisTitle("load, %")
            .yAxisTitle(what.axis)
            .build();
    XYStyler styler = chart.getStyler();
    if (what == What.WAIT) {
      styler.setYAxisLogarithmic(true);
      styler.setYAxisMin(decade(Math.floor(powers(rows, what).getMin())));
      styler.setYAxisMax(decade(Math.ceil(powers(rows, what).getMax())));
    } else {
      styler.setYAxisMin(0.0);
    }
    styler.setXAxisMin(0.0);
    styler.setXAxisMax(100.0);
    styler.setLegendPosition(LegendPosition.OutsideS);
    styler.setLegendLayout(LegendLayout.Horizontal);
    styler.setChartBackgroundColor(Color.WHITE);
    for (Policy.Kind policy : Policy.Kind.values()) {
      List<Row> line = rows.stream().filter(row -> row.cell().policy() == policy).toList();
      if (!line.isEmpty()) {
        chart.addSeries(
            Names.of(policy),
            line.stream().mapToDouble(row -> row.cell().load()).toArray(),
            line.stream().mapToDouble(what::of).toArray());
      }
    }
    return chart;
  }

  /// The smallest and the largest value, as powers of ten.
  private static DoubleSummaryStatistics powers(List<Row> rows, What what) {
    return rows.stream().mapToDouble(row -> Math.log10(what.of(row))).summaryStatistics();
  }

  private static double decade(double power) {
    return Math.pow(10, power);
  }
}

package io.smolscale.bench.report;

import io.smolscale.bench.result.Latency;
import io.smolscale.bench.result.Machine;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Spread;
import io.smolscale.bench.result.Summary;
import io.smolscale.bench.service.Subject;
import io.smolscale.bench.workload.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The whole report, as one HTML file that is well-formed XML, too.
public final class Page {
  private static final Pattern WITH_NUMBER = Pattern.compile("(.*)-(\\d+)");
  private static final double NANOS_PER_MICRO = 1000;
  private static final int COLOURS = 8;

  private final Summary summary;
  private final List<String> contenders;
  private final StringBuilder html = new StringBuilder();

  private Page(Summary summary) {
    this.summary = summary;
    this.contenders = summary.rows().stream().map(row -> row.variant().name()).distinct().toList();
  }

  /// The results of a run.
  ///
  /// @param changes since another run, if there is one to compare with
  public static String of(Summary summary, List<Change> changes) {
    return new Page(summary).write(changes);
  }

  private String write(List<Change> changes) {
    html.append(Style.HEAD);
    html.append("<h1>What it costs, side by side</h1>\n");
    html.append(Lead.html(summary));
    services();
    if (!changes.isEmpty()) {
      html.append("<h2>Against an earlier run</h2>\n");
      html.append(ChangeTable.html(changes));
    }
    growth();
    latencies();
    ratios();
    contenders();
    html.append("<h2>Where, when and how</h2>\n");
    facts();
    html.append("<h2>All figures</h2>\n");
    html.append(
        "<p>Medians of %d rounds at most; a ratio is to the first line of its workload, round by round:"
            .formatted(summary.rounds()));
    html.append(" median (smallest-largest). One whose range includes 1 says nothing.</p>\n");
    html.append(ResultTable.html(summary.rows()));
    html.append("</body>\n</html>\n");
    return html.toString();
  }

  private void facts() {
    html.append("<dl>\n");
    fact(
        "Machine",
        "%d x %s, %s"
            .formatted(
                summary.environment().processors(),
                summary.environment().cpu(),
                summary.environment().os()));
    fact("JDK", summary.environment().jdk() + ", " + summary.collectors());
    fact("smolscale", "commit " + summary.environment().commit());
    fact(
        "Started",
        "%s, load average %.1f"
            .formatted(summary.environment().started(), summary.environment().load()));
    fact("Options", summary.options().isEmpty() ? "none" : String.join(" ", summary.options()));
    fact("Each JVM", "%s; %s".formatted(summary.jvmArgs(), summary.plan().words()));
    fact("Disturbed", summary.disturbance());
    Machine machine = summary.machine();
    if (machine != null) {
      machine.facts().forEach(this::fact);
    }
    List<String> notes = summary.notes();
    if (notes != null) {
      notes.forEach(note -> fact("Note", note));
    }
    html.append("</dl>\n");
  }

  private void fact(String term, String what) {
    html.append("<dt>%s</dt><dd>%s</dd>\n".formatted(Svg.escape(term), Svg.escape(what)));
  }

  private void contenders() {
    List<String> known =
        contenders.stream().filter(name -> Contestant.words(name).isPresent()).toList();
    if (!known.isEmpty()) {
      html.append("<h2>Who competes</h2>\n<dl>\n");
      known.forEach(name -> fact(name, Contestant.words(name).orElseThrow()));
      html.append("</dl>\n");
    }
  }

  /// For each service, what a request costs as the rate grows, and how long it takes.
  private void services() {
    final Map<String, List<Row>> services =
        summary.rows().stream()
            .filter(row -> row.cpuNanos() != null && !Ratio.isHighest(row))
            .filter(row -> Subject.named(row.workload()).isPresent())
            .collect(
                Collectors.groupingBy(
                    row -> Subject.named(row.workload()).orElseThrow().service(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    if (services.isEmpty()) {
      return;
    }
    html.append("<h2>CPU a request, as the rate grows</h2>\n");
    html.append("<p>Of the service's process alone, in microseconds, with a bar from the least to");
    html.append(" the most of all rounds.</p>\n");
    legend();
    html.append("<div class=\"row\">\n");
    services.forEach((name, rows) -> {
      final List<LoadPlot.Line> lines =
          lines(rows, row -> pointAtRate(rows, row, micros(row.cpuNanos())));
      html.append(LoadPlot.of(name + ": CPU a request, us", "requests a second", lines, false));
    });
    html.append("</div>\n");
  }

  /// Sides that were asked for the same rate stand above each other, at that of the first one.
  private static LoadPlot.@Nullable Point pointAtRate(
      List<Row> rows, Row row, @Nullable Spread value) {
    return rows.stream()
        .filter(other -> other.workload().equals(row.workload()))
        .map(Row::perSecond)
        .filter(Objects::nonNull)
        .findFirst()
        .map(rate -> value == null ? null : new LoadPlot.Point(Math.rint(rate.median()), value))
        .orElse(null);
  }

  private List<LoadPlot.Line> lines(List<Row> rows, Function<Row, LoadPlot.@Nullable Point> point) {
    return contenders.stream()
        .map(contender ->
            new LoadPlot.Line(
                contender,
                style(contender),
                rows.stream()
                    .filter(row -> row.variant().name().equals(contender))
                    .map(point)
                    .filter(Objects::nonNull)
                    .sorted(Comparator.comparingDouble(LoadPlot.Point::load))
                    .toList()))
        .filter(line -> !line.points().isEmpty())
        .toList();
  }

  /// For each workload that takes note of latencies, a curve for each contender.
  private void latencies() {
    Map<String, List<Row>> workloads =
        summary.rows().stream()
            .filter(row -> row.latency(latency -> latency.oneIn(2)) != null)
            .collect(Collectors.groupingBy(Row::workload, LinkedHashMap::new, Collectors.toList()));
    if (workloads.isEmpty()) {
      return;
    }
    html.append("<h2>Latency as curves</h2>\n");
    html.append("<p>Of so many operations one is slower than the curve: 2 is the median, 100 is");
    html.append(" p99, 1,000 is p99.9. Typical slices, as in the table.</p>\n");
    legend();
    html.append("<div class=\"row\">\n");
    workloads.forEach((name, rows) -> {
      List<LoadPlot.Line> lines =
          rows.stream()
              .map(row ->
                  new LoadPlot.Line(
                      row.variant().name(),
                      style(row.variant().name()),
                      Latency.ONE_IN.stream()
                          .map(n -> point(n, row.latency(latency -> latency.oneIn(n))))
                          .filter(Objects::nonNull)
                          .toList()))
              .toList();
      html.append(LoadPlot.of(name + ": latency, us", "one in so many is slower", lines, true));
    });
    html.append("</div>\n");
  }

  private static LoadPlot.@Nullable Point point(int load, @Nullable Spread value) {
    return value == null ? null : new LoadPlot.Point(load, value);
  }

  private void ratios() {
    html.append("<h2>Ratios</h2>\n");
    html.append("<p>Below 1, on the left, is less than the first contender of the workload.</p>\n");
    legend();
    plot("CPU time per operation", Ratio::cpu);
    plot("Wall time per operation", Ratio::wall);
    plot("Context switches per operation", Ratio::switches);
    plot("99th percentile of latency", Ratio::p99);
    plot("Highest rate of a service, where more is better", Ratio::highestRate);
  }

  private void plot(String title, Function<Row, @Nullable Spread> figure) {
    final List<RatioPlot.Bar> bars = new ArrayList<>();
    for (final Row row : summary.rows()) {
      final Spread ratio = figure.apply(row);
      if (ratio != null && ratio.min() > 0) {
        bars.add(
            new RatioPlot.Bar(
                row.workload() + ", " + row.variant().name(), style(row.variant().name()), ratio));
      }
    }
    if (!bars.isEmpty()) {
      html.append("<h3>%s</h3>\n".formatted(title));
      html.append("<div class=\"scroll\">\n");
      html.append(RatioPlot.of(title, bars));
      html.append("</div>\n");
    }
  }

  /// Workloads whose names differ in the number at their end only are points of one line.
  private void growth() {
    final Map<String, List<Row>> families =
        summary.rows().stream()
            .filter(row -> WITH_NUMBER.matcher(row.workload()).matches())
            .filter(row -> Subject.named(row.workload()).isEmpty())
            .collect(
                Collectors.groupingBy(
                    row -> matcher(row).group(1), LinkedHashMap::new, Collectors.toList()));
    families.values().removeIf(rows -> rows.stream().map(Row::workload).distinct().count() < 2);
    if (families.isEmpty()) {
      return;
    }
    html.append("<h2>As one number grows</h2>\n");
    html.append("<p>It is the one at the end of a workload's name.</p>\n");
    legend();
    families.forEach(this::family);
  }

  private void family(String name, List<Row> rows) {
    html.append("<h3>%s</h3>\n<div class=\"row\">\n".formatted(Svg.escape(name)));
    loadPlot(name, "CPU per operation, us", rows, row -> micros(row.cpuNanos()), false);
    if (rows.stream().noneMatch(Row::paced)) {
      loadPlot(name, "wall per operation, us", rows, row -> micros(row.wallNanos()), false);
    }
    loadPlot(name, "wake-ups per operation", rows, Row::wakeUps, false);
    loadPlot(name, "p50, us", rows, row -> row.latency(Latency::p50), true);
    loadPlot(name, "p99, us", rows, row -> row.latency(Latency::p99), true);
    html.append("</div>\n");
  }

  private void loadPlot(
      String series,
      String title,
      List<Row> rows,
      Function<Row, @Nullable Spread> figure,
      boolean logarithmic) {
    final List<LoadPlot.Line> lines = lines(rows, row -> point(row, figure.apply(row)));
    if (!lines.isEmpty()) {
      html.append(LoadPlot.of(series + ": " + title, Series.axis(series), lines, logarithmic));
    }
  }

  private static LoadPlot.@Nullable Point point(Row row, @Nullable Spread value) {
    return value == null
        ? null
        : new LoadPlot.Point(Double.parseDouble(matcher(row).group(2)), value);
  }

  private static Matcher matcher(Row row) {
    final Matcher matcher = WITH_NUMBER.matcher(row.workload());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(row.workload());
    }
    return matcher;
  }

  private static @Nullable Spread micros(@Nullable Spread nanos) {
    return nanos == null ? null : nanos.dividedBy(NANOS_PER_MICRO);
  }

  private void legend() {
    html.append("<p class=\"legend\">");
    for (final String contender : contenders) {
      html.append(
          "<span class=\"%s\">&#9679; %s</span> "
              .formatted(style(contender), Svg.escape(contender)));
    }
    html.append("</p>\n");
  }

  private String style(String contender) {
    return "c" + contenders.indexOf(contender) % COLOURS;
  }
}

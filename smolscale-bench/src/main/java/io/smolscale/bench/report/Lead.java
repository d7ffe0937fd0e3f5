package io.smolscale.bench.report;

import io.smolscale.bench.result.Environment;
import io.smolscale.bench.result.Latency;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Spread;
import io.smolscale.bench.result.Summary;
import io.smolscale.bench.service.Level;
import io.smolscale.bench.service.Subject;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a reader asks first: what is gained, where it is lost, and on which machine.
final class Lead {
  private static final List<String> OURS = List.of("smolscale", "loop-inside");
  private static final List<String> COLUMNS = List.of("CPU a request", "switches", "p99");
  private static final double NANOS_PER_MICRO = 1e3;

  private final Summary summary;
  private final StringBuilder html = new StringBuilder();

  /// A figure of which ratios tell something.
  ///
  /// @param moreIsBetter as of a rate
  private record Figure(
      String title, boolean moreIsBetter, Function<Row, @Nullable Spread> ratio) {}

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("CPU time", false, Ratio::cpu),
          new Figure("Context switches", false, Ratio::switches),
          new Figure("The slowest percent (p99)", false, Ratio::p99),
          new Figure("Wall time", false, Ratio::wall),
          new Figure("The highest rate", true, Ratio::highestRate));

  private Lead(Summary summary) {
    this.summary = summary;
  }

  /// The beginning of the page.
  static String html(Summary summary) {
    return new Lead(summary).write();
  }

  private String write() {
    final Environment environment = summary.environment();
    html.append("<h2>What is gained, and where it is lost</h2>\n");
    html.append(
        "<p>On %d x %s, %s, %s. A ratio is to the first contender of its workload; less or more is"
            .formatted(
                environment.processors(),
                Svg.escape(environment.cpu()),
                Svg.escape(environment.os()),
                Svg.escape(environment.jdk())));
    html.append(" what was so in every round, of at least two.");
    html.append(summary.rounds() < 2 ? " There was one, so nothing is sure.</p>\n" : "</p>\n");
    for (final String contender : OURS) {
      final List<Row> rows =
          summary.rows().stream()
              .filter(row -> row.variant().name().equals(contender) && row.ratios() != null)
              .toList();
      if (!rows.isEmpty()) {
        html.append("<p><b>%s</b></p>\n<ul>\n".formatted(Svg.escape(contender)));
        FIGURES.forEach(figure -> sentence(figure, rows));
        html.append("</ul>\n");
      }
    }
    without();
    table();
    return html.toString();
  }

  /// How often a figure is less, and how often more; by name where that is a loss.
  private void sentence(Figure figure, List<Row> rows) {
    final Map<Direction, List<Found>> found =
        rows.stream()
            .map(row -> found(row, figure.ratio.apply(row)))
            .flatMap(Optional::stream)
            .collect(Collectors.groupingBy(Found::direction));
    final int all = found.values().stream().mapToInt(List::size).sum();
    if (all > 0) {
      html.append(
          "<li>%s, of %d: %s.</li>\n"
              .formatted(
                  figure.title,
                  all,
                  Stream.of(Direction.values())
                      .filter(found::containsKey)
                      .map(direction ->
                          words(figure, direction, found.getOrDefault(direction, List.of())))
                      .collect(Collectors.joining("; "))));
    }
  }

  /// A ratio, and what it says.
  private record Found(String workload, Direction direction, double ratio) {}

  private static Optional<Found> found(Row row, @Nullable Spread ratio) {
    return ratio == null
        ? Optional.empty()
        : Optional.of(new Found(row.workload(), direction(row, ratio), ratio.median()));
  }

  private static String words(Figure figure, Direction direction, List<Found> some) {
    if (direction == Direction.NEITHER) {
      return "neither in %d".formatted(some.size());
    }
    final DoubleSummaryStatistics ratios =
        some.stream().mapToDouble(Found::ratio).summaryStatistics();
    final boolean loss = (direction == Direction.MORE) != figure.moreIsBetter;
    return "%s in %d (%s to %s)%s"
        .formatted(
            direction == Direction.MORE ? "more" : "less",
            some.size(),
            Numbers.plain(ratios.getMin()),
            Numbers.plain(ratios.getMax()),
            loss
                ? some.stream()
                    .map(one ->
                        "%s %s".formatted(Svg.escape(one.workload), Numbers.plain(one.ratio)))
                    .collect(Collectors.joining(", ", ", which is a loss: ", ""))
                : "");
  }

  /// What has no figure, and why.
  private void without() {
    final List<Row> rows = summary.rows().stream().filter(row -> !row.status().isEmpty()).toList();
    if (!rows.isEmpty()) {
      html.append("<p><b>Not measured, or not all of it</b></p>\n<ul>\n");
      for (final Row row : rows) {
        html.append(
            "<li>%s, %s: %s</li>\n"
                .formatted(
                    Svg.escape(row.workload()),
                    Svg.escape(row.variant().name()),
                    Svg.escape(row.status())));
      }
      html.append("</ul>\n");
    }
  }

  private enum Direction {
    LESS,
    MORE,
    NEITHER
  }

  /// What a ratio says if it says the same in every round.
  private static Direction direction(Row row, Spread ratio) {
    if (row.reports().size() < 2 || (ratio.min() <= 1 && ratio.max() >= 1)) {
      return Direction.NEITHER;
    }
    return ratio.max() < 1 ? Direction.LESS : Direction.MORE;
  }

  // ---- the services

  private void table() {
    final List<Subject> subjects =
        summary.rows().stream()
            .map(row -> Subject.named(row.workload()))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
    if (subjects.isEmpty()) {
      return;
    }
    final List<Level> levels =
        subjects.stream()
            .map(Subject::level)
            .filter(level -> !(level instanceof Level.Highest))
            .distinct()
            .toList();
    html.append(
        "<p>The first line of a service has what a request takes there, the others ratios:");
    html.append(" <span class=\"less\">&#9660;</span> less in every round,");
    html.append(" <span class=\"more\">&#9650;</span> more; a colour says what is better");
    html.append(
        " (<span class=\"less\">green</span>) or worse. Shares are of the highest rate that");
    html.append(" the service bore there with p99 below 50 ms.</p>\n");
    html.append("<div class=\"scroll\"><table>\n<tr><th>service</th><th>side</th>");
    for (final String figure : COLUMNS) {
      html.append("<th colspan=\"%d\">%s</th>".formatted(levels.size(), figure));
    }
    html.append("<th>highest rate</th><th>memory</th></tr>\n<tr><th></th><th></th>");
    for (int i = 0; i < COLUMNS.size(); i++) {
      levels.forEach(level -> html.append("<th>%s</th>".formatted(Svg.escape(level.words()))));
    }
    html.append("<th>a second</th><th></th></tr>\n");
    subjects.stream().map(Subject::service).distinct().forEach(name -> lines(name, levels));
    html.append("</table></div>\n");
  }

  private void lines(String service, List<Level> levels) {
    final List<String> sides =
        summary.rows().stream()
            .filter(row ->
                Subject.named(row.workload())
                    .filter(subject -> subject.service().equals(service))
                    .isPresent())
            .map(row -> row.variant().name())
            .distinct()
            .toList();
    boolean first = true;
    for (final String side : sides) {
      html.append(
          "<tr%s><td>%s</td><td>%s</td>"
              .formatted(
                  first ? " class=\"first\"" : "",
                  first ? Svg.escape(service) : "",
                  Svg.escape(side)));
      cells(service, side, levels, Row::cpuNanos, Numbers::time, FIGURES.get(0));
      cells(service, side, levels, Row::switches, Numbers::count, FIGURES.get(1));
      cells(service, side, levels, Lead::p99Nanos, Numbers::time, FIGURES.get(2));
      final Optional<Row> highest = row(service, side, new Level.Highest());
      html.append(cell(highest, Row::perSecond, Numbers::plain, FIGURES.getLast(), true));
      html.append(
          "<td>%s</td></tr>\n"
              .formatted(
                  levels.stream()
                      .map(level -> row(service, side, level))
                      .flatMap(Optional::stream)
                      .map(Row::residentBytes)
                      .filter(Objects::nonNull)
                      .reduce((_, last) -> last)
                      .map(memory -> Numbers.bytes(memory.median()))
                      .orElse(Numbers.NONE)));
      first = false;
    }
  }

  private void cells(
      String service,
      String side,
      List<Level> levels,
      Function<Row, @Nullable Spread> value,
      DoubleFunction<String> format,
      Figure figure) {
    html.append(
        levels.stream()
            .map(level -> cell(row(service, side, level), value, format, figure, false))
            .collect(Collectors.joining()));
  }

  /// A value on the first side, a ratio on the others; both if asked for.
  private static String cell(
      Optional<Row> row,
      Function<Row, @Nullable Spread> value,
      DoubleFunction<String> format,
      Figure figure,
      boolean both) {
    if (row.isEmpty()) {
      return "<td>%s</td>".formatted(Numbers.NONE);
    }
    final Spread plain = value.apply(row.get());
    final Spread ratio = figure.ratio.apply(row.get());
    final String text = plain == null ? Numbers.NONE : format.apply(plain.median());
    if (row.get().ratios() == null) {
      return "<td>%s</td>".formatted(text);
    }
    if (ratio == null) {
      return "<td>%s</td>".formatted(both ? text : Numbers.NONE);
    }
    final Direction direction = direction(row.get(), ratio);
    final String mark =
        switch (direction) {
          case LESS -> " &#9660;";
          case MORE -> " &#9650;";
          case NEITHER -> "";
        };
    final boolean good = (direction == Direction.MORE) == figure.moreIsBetter;
    return "<td%s>%s%s%s</td>"
        .formatted(
            direction == Direction.NEITHER ? "" : " class=\"%s\"".formatted(good ? "less" : "more"),
            both ? text + ", " : "",
            Numbers.plain(ratio.median()),
            mark);
  }

  private Optional<Row> row(String service, String side, Level level) {
    final String name = new Subject(service, level).name();
    return summary.rows().stream()
        .filter(row -> row.workload().equals(name) && row.variant().name().equals(side))
        .findFirst();
  }

  private static @Nullable Spread p99Nanos(Row row) {
    final Spread micros = row.latency(Latency::p99);
    return micros == null ? null : micros.dividedBy(1 / NANOS_PER_MICRO);
  }
}

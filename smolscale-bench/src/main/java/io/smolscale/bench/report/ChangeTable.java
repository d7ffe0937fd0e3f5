package io.smolscale.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/// Changes as text and as HTML. What became worse is bold, what stayed the same is left out.
public final class ChangeTable {
  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private ChangeTable() {}

  /// For a terminal.
  ///
  /// @param colours whether it understands more than text
  public static String text(List<Change> changes, boolean colours) {
    final String lines =
        moved(changes).stream()
            .map(change -> {
              final String line =
                  "%-7s %-30s %-12s %-9s %s -> %s"
                      .formatted(
                          change.verdict(),
                          change.workload(),
                          change.variant(),
                          change.figure(),
                          Numbers.ratio(change.before()),
                          Numbers.ratio(change.after()));
              return isWorse(change) && colours ? BOLD + line + PLAIN : line;
            })
            .collect(Collectors.joining("\n"));
    return summary(changes) + (lines.isEmpty() ? "" : "\n" + lines);
  }

  static String html(List<Change> changes) {
    final StringBuilder html = new StringBuilder("<p>%s</p>\n".formatted(summary(changes)));
    html.append("<div class=\"scroll\"><table>\n<tr><th>workload</th><th>contender</th>");
    html.append("<th>ratio of</th><th>before</th><th>now</th><th></th></tr>\n");
    for (final Change change : moved(changes)) {
      html.append("<tr>");
      for (final String cell :
          List.of(
              change.workload(),
              change.variant(),
              change.figure(),
              Numbers.ratio(change.before()),
              Numbers.ratio(change.after()),
              change.verdict().toString())) {
        html.append(isWorse(change) ? "<td><b>" : "<td>")
            .append(Svg.escape(cell))
            .append(isWorse(change) ? "</b></td>" : "</td>");
      }
      html.append("</tr>\n");
    }
    return html.append("</table></div>\n").toString();
  }

  private static String summary(List<Change> changes) {
    return "%d ratios compared: %d worse, %d better, all others within what was seen before."
        .formatted(
            changes.size(),
            count(changes, Change.Verdict.WORSE),
            count(changes, Change.Verdict.BETTER));
  }

  private static List<Change> moved(List<Change> changes) {
    return changes.stream().filter(change -> change.verdict() != Change.Verdict.SAME).toList();
  }

  private static long count(List<Change> changes, Change.Verdict verdict) {
    return changes.stream().filter(change -> change.verdict() == verdict).count();
  }

  private static boolean isWorse(Change change) {
    return change.verdict() == Change.Verdict.WORSE;
  }
}

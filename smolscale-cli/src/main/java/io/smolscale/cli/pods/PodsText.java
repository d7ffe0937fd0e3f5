package io.smolscale.cli.pods;

import io.smolscale.cli.jvm.Placement;
import io.smolscale.cli.report.Table;
import io.smolscale.cli.report.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The trials for a reader: what was tried, a table, and what it means.
final class PodsText {
  private static final String NONE = "-";
  private static final double MICROS_PER_MILLI = 1000;
  private static final double ALMOST_ALL = 99;

  private PodsText() {}

  static String of(List<Trial> trials, Placement placement, Duration duration) {
    List<String> lines = new ArrayList<>();
    lines.add("A blocking HTTP service with one processor, %s,".formatted(placement.words()));
    lines.add(
        "gets %d requests a second for %d s, and something else goes on in its JVM. JDK %s."
            .formatted(Trial.RATE, duration.toSeconds(), Runtime.version()));
    lines.add("");
    lines.addAll(table(trials).lines());
    lines.add("");
    lines.addAll(words(trials));
    return String.join("\n", lines);
  }

  private static Table table(List<Trial> trials) {
    Table table = new Table(4);
    table.row(List.of("case", "what goes on", "scheduler", "answers", "p50", "p99", "slowest"));
    Fault last = null;
    for (Trial trial : trials) {
      boolean again = trial.fault() == last;
      if (!again) {
        table.rule();
      }
      last = trial.fault();
      table.row(
          List.of(
              again ? "" : trial.fault().title(),
              again ? "" : trial.fault().words(),
              trial.contender().name(),
              answers(trial),
              time(trial, 50),
              time(trial, ALMOST_ALL),
              time(trial, 100)));
    }
    return table;
  }

  private static String answers(Trial trial) {
    if (trial.answersNone()) {
      return "does not answer at all";
    }
    if (trial.answersAll()) {
      return "all " + Text.count(trial.answered());
    }
    return "%s, then %s"
        .formatted(
            Text.count(trial.answered()),
            trial.brokenOff() ? "no more" : "not " + Text.count(trial.unanswered()));
  }

  private static String time(Trial trial, double percentile) {
    return trial.answersNone()
        ? NONE
        : Text.number(trial.micros(percentile) / MICROS_PER_MILLI) + " ms";
  }

  private static List<String> words(List<Trial> trials) {
    List<String> lines = new ArrayList<>();
    trials.stream()
        .map(Trial::contender)
        .distinct()
        .forEach(contender ->
            lines.add(
                sentence(
                    contender.inWords(),
                    trials.stream()
                        .filter(trial -> trial.contender().equals(contender))
                        .toList())));
    return lines;
  }

  private static String sentence(String who, List<Trial> trials) {
    List<String> silent =
        trials.stream().filter(Trial::answersNone).map(trial -> trial.fault().title()).toList();
    List<String> partly =
        trials.stream()
            .filter(trial -> !trial.answersNone() && !trial.answersAll())
            .map(trial -> trial.fault().title())
            .toList();
    List<String> parts = new ArrayList<>();
    if (!silent.isEmpty()) {
      parts.add("does not answer at all beside " + String.join(", ", silent));
    }
    if (!partly.isEmpty()) {
      parts.add("leaves requests unanswered beside " + String.join(", ", partly));
    }
    if (parts.isEmpty()) {
      trials.stream()
          .max(Comparator.comparingDouble(trial -> trial.micros(ALMOST_ALL)))
          .ifPresent(trial ->
              parts.add(
                  "answers every request, 99 %% of them within %s at the worst (%s)"
                      .formatted(time(trial, ALMOST_ALL), trial.fault().title())));
    }
    return "On " + who + " the service " + String.join("; ", parts) + ".";
  }
}

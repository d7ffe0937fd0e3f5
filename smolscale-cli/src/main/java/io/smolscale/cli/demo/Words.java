package io.smolscale.cli.demo;

import io.smolscale.cli.measure.Ratio;
import io.smolscale.cli.measure.Ratio.Verdict;
import io.smolscale.cli.report.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the table means, for better or worse, and how far to trust it.
final class Words {
  private Words() {}

  static List<String> about(Results results) {
    List<Results.Comparison> comparisons = results.comparisons();
    List<String> lines = new ArrayList<>();
    for (Results.Comparison comparison : comparisons) {
      lines.add(sentence(comparison));
    }
    if (results.plan().isSelfCheck()) {
      lines.add("Both sides ran on the JDK's scheduler: how far the ratios are from 1 is noise.");
    } else {
      String name = results.plan().candidate().name();
      ratesWhere(comparisons, Figure.CPU, Verdict.MORE)
          .ifPresent(rates -> lines.add(name + " cost CPU instead of saving it at " + rates + "."));
      ratesWhere(comparisons, Figure.CPU, Verdict.UNCLEAR)
          .ifPresent(rates -> lines.add(name + " did not clearly save CPU at " + rates + "."));
      ratesWhere(comparisons, Figure.P99, Verdict.MORE)
          .ifPresent(rates -> lines.add(name + " was the slower one, by p99, at " + rates + "."));
    }
    List<String> reasons = Noise.reasons(results);
    if (!reasons.isEmpty()) {
      lines.add(
          "These figures are noisy: "
              + String.join("; ", reasons)
              + ". Repeat on a quieter machine, or with more --seconds.");
    }
    return lines;
  }

  private static String sentence(Results.Comparison comparison) {
    String baseline = comparison.baseline().contender().inWords();
    String cpu =
        comparison
            .ratio(Figure.CPU)
            .map(ratio -> "used " + share(ratio, baseline + "'s CPU per request"))
            .orElse("used an amount of CPU that this system does not tell");
    String p99 =
        comparison
            .ratio(Figure.P99)
            .map(ratio -> "its p99 was " + share(ratio, baseline + "'s"))
            .orElse("its p99 is not known");
    return "At %s, %s %s; %s."
        .formatted(
            Text.rate(comparison.rate()), comparison.candidate().contender().inWords(), cpu, p99);
  }

  private static Optional<String> ratesWhere(
      List<Results.Comparison> comparisons, Figure figure, Verdict verdict) {
    return comparisons.stream()
        .filter(comparison ->
            comparison.ratio(figure).map(Ratio::verdict).filter(verdict::equals).isPresent())
        .map(comparison -> Text.rate(comparison.rate()))
        .reduce((some, next) -> some + ", " + next);
  }

  private static String share(Ratio ratio, String whole) {
    return Text.ratio(ratio.value()) + " of " + whole + " (" + verdict(ratio) + ")";
  }

  private static String verdict(Ratio ratio) {
    return switch (ratio.verdict()) {
      case LESS -> "less in every round";
      case MORE -> "more in every round";
      case UNCLEAR ->
          "no clear difference, %s to %s"
              .formatted(Text.ratio(ratio.min()), Text.ratio(ratio.max()));
    };
  }
}

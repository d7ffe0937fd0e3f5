package io.smolscale.cli.compare;

import io.smolscale.cli.measure.MachineUsage.Disturbance;
import io.smolscale.cli.measure.Ratio;
import io.smolscale.cli.report.Text;
import io.smolscale.cli.share.Share;
import io.smolscale.cli.share.ShareText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// What the table means, for better or worse, and how far to trust it.
final class Words {
  private static final double MAX_DISTURBANCE = 0.10;

  private Words() {}

  static List<String> about(Results results) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "smolscale used %s and %s."
            .formatted(
                share(results, Figure.CPU, "the JDK's"), share(results, Figure.SWITCHES, "its")));
    theMost(results, lines);
    if (results.plan().rounds() == 1) {
      lines.add("One run a side proves little: repeat it with --rounds 3 or more.");
    }
    endings(results, lines);
    noise(results, lines);
    return lines;
  }

  /// How much could have been saved.
  private static void theMost(Results results, List<String> lines) {
    switch (results.share()) {
      case ShareRun.Seen seen -> {
        Share share = seen.share();
        lines.add(
            "On the JDK's scheduler %s; smolscale %s. (One run more, recorded, is none of the rounds.)"
                .formatted(ShareText.verdict(share), saved(results)));
        if (seen.isUnlikeThem()) {
          lines.add(
              "The recorded run used %s times the CPU time of a round: it is not like them, so do not rely on its part."
                  .formatted(Text.ratio(seen.toRounds())));
        }
        lines.addAll(ShareText.notes(share));
      }
      case ShareRun.Unseen(String why) -> {
        if (!why.isEmpty()) {
          lines.add("How much a scheduler could save at most is not known: " + why + ".");
        }
      }
    }
  }

  private static String saved(Results results) {
    return results
        .ratio(Figure.CPU)
        .map(ratio ->
            ratio.value() <= 1
                ? "saved %.0f %%".formatted(100 * (1 - ratio.value()))
                : "cost %.0f %% more".formatted(100 * (ratio.value() - 1)))
        .orElse("saved what this system does not tell");
  }

  private static String share(Results results, Figure figure, String whose) {
    return results
        .ratio(figure)
        .map(ratio ->
            "%s of %s %s (%s)"
                .formatted(
                    Text.ratio(ratio.value()),
                    whose,
                    figure.inWords(),
                    verdict(ratio, results.plan().rounds())))
        .orElse("an amount of %s that this system does not tell".formatted(figure.inWords()));
  }

  private static String verdict(Ratio ratio, int rounds) {
    if (rounds == 1) {
      return "in the one run";
    }
    return switch (ratio.verdict()) {
      case LESS -> "less in every round";
      case MORE -> "more in every round";
      case UNCLEAR ->
          "no clear difference, %s to %s"
              .formatted(Text.ratio(ratio.min()), Text.ratio(ratio.max()));
    };
  }

  /// Exit codes, where they are not what one hopes for.
  private static void endings(Results results, List<String> lines) {
    Plan plan = results.plan();
    String jdk = endings(results.runsOf(plan.baseline()));
    String smolscale = endings(results.runsOf(plan.candidate()));
    if (!results.allWell() || !jdk.equals(smolscale)) {
      lines.add("How it ended on the JDK: " + jdk + "; on smolscale: " + smolscale + ".");
    }
    int lost = results.runs().stream().mapToInt(Run::lost).sum();
    if (lost > 0) {
      lines.add(
          "%d processes outlived the command that had started them; what they used is not counted."
              .formatted(lost));
    }
  }

  private static String endings(List<Run> runs) {
    return runs.stream().map(Words::ending).distinct().sorted().collect(Collectors.joining(", "));
  }

  private static String ending(Run run) {
    return switch (run.end()) {
      case BY_ITSELF -> "exit code " + run.exitCode();
      case STOPPED -> "exit code " + run.exitCode() + " after SIGTERM";
      case KILLED -> "killed, %d s after SIGTERM".formatted(Plan.PATIENCE.toSeconds());
    };
  }

  private static void noise(Results results, List<String> lines) {
    double others = mean(results, Disturbance::others);
    double stolen = mean(results, Disturbance::stolen);
    if (others > MAX_DISTURBANCE) {
      lines.add(
          "Other processes took %.0f %% of the machine; unless that was your load generator, repeat it on a quieter one."
              .formatted(100 * others));
    }
    if (stolen > MAX_DISTURBANCE) {
      lines.add(
          "The hypervisor took %.0f %% of the machine away: repeat it at a quieter time."
              .formatted(100 * stolen));
    }
  }

  private static double mean(Results results, ToDoubleFunction<Disturbance> share) {
    return results.runs().stream()
        .mapToDouble(run -> share.applyAsDouble(run.disturbance()))
        .average()
        .orElse(0);
  }
}

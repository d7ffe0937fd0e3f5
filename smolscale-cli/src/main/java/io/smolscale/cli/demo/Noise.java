package io.smolscale.cli.demo;

import io.smolscale.cli.measure.MachineUsage;
import io.smolscale.cli.measure.Ratio;
import io.smolscale.cli.report.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Reasons not to trust the figures, in words.
final class Noise {
  private static final double MAX_RATIO_SPREAD = 0.25;
  private static final double MAX_DISTURBANCE = 0.10;
  private static final double MAX_OVERTIME = 0.05;

  /// A delay of the load generator counts as latency; up to this share it changes no verdict.
  private static final double MAX_DELAY_SHARE = 0.25;

  private Noise() {}

  static List<String> reasons(Results results) {
    List<Results.Comparison> comparisons = results.comparisons();
    List<Series> sides =
        comparisons.stream().flatMap(comparison -> comparison.sides().stream()).toList();
    List<String> reasons = new ArrayList<>();
    disturbance(results.windows(), reasons);
    spread(comparisons, reasons);
    delay(sides, reasons);
    for (Series side : sides) {
      shortfall(side, results.plan().perRate(), reasons);
    }
    return reasons;
  }

  private static void disturbance(List<Window> windows, List<String> reasons) {
    double others = mean(windows, disturbance -> disturbance.others());
    double stolen = mean(windows, disturbance -> disturbance.stolen());
    if (others > MAX_DISTURBANCE) {
      reasons.add("other processes took %.0f %% of the machine".formatted(100 * others));
    }
    if (stolen > MAX_DISTURBANCE) {
      reasons.add("the hypervisor took %.0f %% of the machine away".formatted(100 * stolen));
    }
  }

  private static double mean(
      List<Window> windows, ToDoubleFunction<MachineUsage.Disturbance> share) {
    return windows.stream()
        .mapToDouble(window -> share.applyAsDouble(window.conditions().disturbance()))
        .average()
        .orElse(0);
  }

  /// A machine that is slower in one round than in another does no harm, as long as both sides find
  /// it so: what must hold still is the ratio.
  private static void spread(List<Results.Comparison> comparisons, List<String> reasons) {
    double widest =
        comparisons.stream()
            .flatMap(comparison -> comparison.ratio(Figure.CPU).stream())
            .mapToDouble(Ratio::spread)
            .max()
            .orElse(0);
    if (widest > MAX_RATIO_SPREAD) {
      reasons.add(
          "the ratio of CPU per request differed by up to %.0f %% between rounds"
              .formatted(100 * widest));
    }
  }

  private static void delay(List<Series> sides, List<String> reasons) {
    double longest =
        sides.stream()
            .filter(side ->
                side.medianDelayMicros() > MAX_DELAY_SHARE * side.median(Figure.P99).orElse(0))
            .mapToDouble(Series::medianDelayMicros)
            .max()
            .orElse(0);
    if (longest > 0) {
      reasons.add(
          "the load generator fell behind, 1 %% of its requests by %s µs or more"
              .formatted(Text.number(longest)));
    }
  }

  private static void shortfall(Series side, Duration planned, List<String> reasons) {
    String where = " (" + side.contender().name() + " at " + Text.rate(side.rate()) + ")";
    double overtime = side.seconds() / Text.seconds(planned) - 1;
    if (overtime > MAX_OVERTIME) {
      reasons.add("the load took %.0f %% longer than planned".formatted(100 * overtime) + where);
    }
    if (side.errors() > 0) {
      reasons.add(Text.count(side.errors()) + " requests failed" + where);
    }
  }
}

package io.smolscale.cli.compare;

import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Text;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is measured, before anything has been.
///
/// @param limit after how long a run is stopped; empty for a command that ends by itself
/// @param rounds how often each side runs
/// @param share whether one more run is recorded
/// @param logs the folder for what the program prints
record Plan(
    Contender baseline,
    Contender candidate,
    Optional<Duration> limit,
    int rounds,
    boolean share,
    Path logs) {
  static final int MAX_SECONDS = 86_400;
  static final int MAX_ROUNDS = 1_000;

  /// How long a run that was asked to end may take to do so.
  static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Refuses what makes no sense, before anything is started.
  ///
  /// @throws CommandException naming the option
  static void check(Optional<Duration> limit, int rounds) {
    limit.ifPresent(duration -> requireRange("--seconds", duration.toSeconds(), MAX_SECONDS, 30));
    requireRange("--rounds", rounds, MAX_ROUNDS, 3);
  }

  private static void requireRange(String option, long value, int most, int example) {
    if (value < 1 || value > most) {
      throw CommandException.badInput(
          "%s %d: a whole number from 1 to %s is needed; try %s %d"
              .formatted(option, value, Text.count(most), option, example));
    }
  }

  List<Contender> contenders() {
    return List.of(baseline, candidate);
  }

  /// The candidate goes first: if it is not on smolscale after all, that is known soon.
  List<Contender> order(int round) {
    return round % 2 == 1 ? List.of(candidate, baseline) : List.of(baseline, candidate);
  }

  /// About how long it takes; zero where nobody knows.
  Duration estimate() {
    return limit
        .map(duration -> duration.plusSeconds(1).multipliedBy(2L * rounds + (share ? 1 : 0)))
        .orElse(Duration.ZERO);
  }
}

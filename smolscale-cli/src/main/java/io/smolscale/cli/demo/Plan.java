package io.smolscale.cli.demo;

import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Text;
import java.time.Duration;
import java.util.List;

/// What is measured, before anything has been.
///
/// @param rates in requests per second; empty leaves the choice to [#ratesFor]
/// @param perRate how long each side is measured at each rate, in all rounds together
/// @param contenders the baseline, and the one that is compared with it
record Plan(List<Integer> rates, Duration perRate, List<Contender> contenders) {
  static final int CONNECTIONS = 50;

  /// Even, because the two sides take turns at going first; and enough of them that equals seldom
  /// come out the same way round in each: once in 32 times.
  static final int ROUNDS = 6;

  static final Duration WARM_UP = Duration.ofSeconds(3);

  /// Load at each rate once before the first round: what is compiled under full load suits the
  /// paths of full load, and an idle scheduler takes others.
  static final Duration REHEARSAL = Duration.ofSeconds(1);

  /// Load before each measured window, so that none of it pays for waking from idleness.
  static final Duration SETTLE = Duration.ofMillis(200);

  static final int MIN_RATE = 10;
  static final int MAX_RATE = 1_000_000;
  static final int MIN_REQUESTS_PER_WINDOW = 20;

  private static final List<Integer> DEFAULT_RATES = List.of(1_000, 10_000);

  Plan {
    rates = List.copyOf(rates);
    contenders = List.copyOf(contenders);
    for (int rate : rates) {
      if (rate < MIN_RATE || rate > MAX_RATE) {
        throw CommandException.badInput(
            "--rate "
                + rate
                + ": a rate is a number of requests per second from "
                + Text.count(MIN_RATE)
                + " to "
                + Text.count(MAX_RATE)
                + "; try --rate 1000,10000");
      }
      if (rate * Text.seconds(perRate) / ROUNDS < MIN_REQUESTS_PER_WINDOW) {
        throw CommandException.badInput(
            "--rate %d with --seconds %d: less than %d requests in each of %d rounds; raise either"
                .formatted(rate, perRate.toSeconds(), MIN_REQUESTS_PER_WINDOW, ROUNDS));
      }
    }
  }

  Contender baseline() {
    return contenders.getFirst();
  }

  Contender candidate() {
    return contenders.getLast();
  }

  /// Nobody is on smolscale: the sides differ in nothing.
  boolean isSelfCheck() {
    return contenders.stream().allMatch(contender -> contender.options().isEmpty());
  }

  Duration window() {
    return perRate.dividedBy(ROUNDS);
  }

  /// The rates to measure on a machine where both sides manage `peak` requests a second.
  ///
  /// The ones that were asked for must be within reach; of our own choice, those that keep a
  /// machine more than half busy are lowered, because there only the queue would be measured.
  List<Integer> ratesFor(double peak) {
    for (int rate : rates) {
      if (rate > peak) {
        throw unreachable(rate, peak);
      }
    }
    int comfortable = Math.max(MIN_RATE, roundedDown(peak / 2));
    return rates.isEmpty()
        ? DEFAULT_RATES.stream().map(rate -> Math.min(rate, comfortable)).distinct().toList()
        : rates;
  }

  static CommandException unreachable(int rate, double peak) {
    return CommandException.badInput(
        ("--rate %d cannot be reached: at most about %s requests per second were answered, with"
                + " service and load generator on this machine; try --rate %d")
            .formatted(rate, Text.count(roundedDown(peak)), roundedDown(peak / 2)));
  }

  /// About how long the measurement takes, start to end.
  Duration estimate() {
    int rateCount = rates.isEmpty() ? DEFAULT_RATES.size() : rates.size();
    Duration eachRate = REHEARSAL.plus(SETTLE.plus(window()).multipliedBy(ROUNDS));
    return WARM_UP.plusSeconds(1).plus(eachRate.multipliedBy(rateCount)).multipliedBy(2);
  }

  /// To one significant digit: a peak is not more exact than that.
  private static int roundedDown(double rate) {
    double unit = Math.pow(10, Math.floor(Math.log10(Math.max(rate, 1))));
    return (int) (Math.floor(rate / unit) * unit);
  }
}

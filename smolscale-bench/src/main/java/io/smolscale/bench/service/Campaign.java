package io.smolscale.bench.service;

import io.smolscale.bench.Calibration;
import io.smolscale.bench.Progress;
import io.smolscale.bench.report.Numbers;
import io.smolscale.bench.result.Latency;
import io.smolscale.bench.result.Report;
import io.smolscale.bench.result.Result;
import io.smolscale.bench.result.Row;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.share.Share;
import io.smolscale.cli.share.ShareText;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// Measures services, in an order that is fair.
///
/// For each service it finds first what its first side reaches. Then the sides take turns, each in
/// a fresh JVM, at the same rates and under the same arrivals, so that a ratio is between
/// neighbours. At the end of its visit each side is asked for the highest rate that it bears.
final class Campaign {
  private static final Duration SPARE = Duration.ofSeconds(60);
  private static final int STRETCH = 3; // a visit that takes so many times as long hangs
  private static final int ATTEMPTS = 18; // of a ramp, at most
  private static final long SEEDS_A_ROUND = 100_000;

  /// Some thousand samples of a service that has half a core.
  private static final int SECONDS_OF_SHARE = 8;

  private final Setup setup;
  private final Rates rates;
  private final int rounds;
  private final Listener listener;
  private final Calibration calibration = new Calibration();
  private final List<Row> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  /// Hears that a service has been measured.
  interface Listener {
    /// There is something new in this campaign.
    void measured(Campaign campaign) throws IOException;
  }

  /// @param note what has to be known of all that it measures; nothing if it is empty
  Campaign(Setup setup, Rates rates, int rounds, String note, Listener listener) {
    if (!note.isEmpty()) {
      notes.add(note);
    }
    this.setup = setup;
    this.rates = rates;
    this.rounds = rounds;
    this.listener = listener;
  }

  /// What has been measured so far.
  List<Row> rows() {
    return rows;
  }

  /// What has to be known of it.
  List<String> notes() {
    return notes;
  }

  /// Measures all these services on their sides.
  void run(List<Service> services, Function<Service, List<Side>> sides)
      throws IOException, InterruptedException {
    final Progress progress =
        new Progress(
            services.stream().mapToInt(service -> sides.apply(service).size()).sum()
                * rounds
                * (rates.count() + 1));
    for (final Service service : services) {
      run(service, sides.apply(service), progress);
      listener.measured(this);
    }
  }

  private void run(Service service, List<Side> sides, Progress progress)
      throws IOException, InterruptedException {
    final int reach =
        switch (rates) {
          case Rates.Shares _ -> reach(service, sides.getFirst());
          case Rates.Given _ -> 1; // it does not matter
        };
    if (reach == 0) {
      progress.step(
          service.name(), "all sides", "left out", sides.size() * rounds * (rates.count() + 1) - 1);
      return;
    }
    final List<Rates.Step> steps = rates.steps(reach);
    final List<Measured> all = new ArrayList<>();
    steps.forEach(step -> all.add(new Measured(step.level(), newRuns(sides))));
    all.add(new Measured(new Level.Highest(), newRuns(sides)));
    for (int round = 1; round <= rounds; round++) {
      for (int i = 0; i < sides.size(); i++) {
        final int which = i;
        final List<Measured> open =
            all.stream().filter(level -> level.sides.get(which).complete()).toList();
        if (!open.isEmpty()) {
          final Map<Level, Result> results = visit(service, sides.get(i), steps, round);
          Optional<Result> last = Optional.empty();
          for (final Measured one : open) {
            final Row.Runs side = one.sides.get(i);
            final Result result =
                results.getOrDefault(one.level, new Result.Failed("it was not measured"));
            side.results().add(result);
            progress.step(
                service.name() + " " + one.level.words(),
                sides.get(i).title(),
                last.filter(result::equals).isPresent() ? "the same" : words(result),
                side.complete() ? 0 : rounds - round);
            last = Optional.of(result);
          }
        }
      }
    }
    for (final Measured one : all) {
      rows.addAll(
          Row.of(
              new Subject(service.name(), one.level).name(),
              Subject.OPERATION,
              !(one.level instanceof Level.Highest),
              one.sides));
    }
  }

  /// A level, and what all sides did at it.
  private record Measured(Level level, List<Row.Runs> sides) {}

  private List<Row.Runs> newRuns(List<Side> sides) {
    return sides.stream().map(side -> new Row.Runs(side.variant(setup.options()))).toList();
  }

  /// How many requests a second the service bears on this side; 0 if none, and then there is a row
  /// that says why.
  private int reach(Service service, Side side) throws IOException, InterruptedException {
    System.err.printf(
        "%s, %s: what rate does it bear? (p99 below %d ms)%n",
        service.name(), side.title(), Visit.LIMIT.toMillis());
    final Row.Runs runs = new Row.Runs(side.variant(setup.options()));
    final Subject subject = new Subject(service.name(), new Level.Highest());
    Result why;
    try (Visit visit = Visit.begin(service, side, setup, 0);
        Watch watch = new Watch(visit, limit())) {
      try {
        final int start = visit.warmUp();
        final Ramp.Found<Report> highest =
            visit.highest(start, words -> System.err.println("  " + words));
        if (highest.figures().isPresent()) {
          notes.add(
              "%s: %s bears %,d requests a second%s. %s"
                  .formatted(
                      service.name(),
                      side.title(),
                      highest.perSecond(),
                      highest.limitedByTheLoad() ? ", above which the load itself was late" : "",
                      share(visit, highest.perSecond() / 2)));
          return highest.perSecond();
        }
        why = nothing(highest);
      } catch (ServiceException e) {
        why = watch.result().orElse(e.result());
      }
    } catch (ServiceException e) {
      why = e.result();
    }
    System.err.printf("%s, %s: %s%n", service.name(), side.title(), words(why));
    runs.results().add(why);
    rows.addAll(Row.of(subject.name(), Subject.OPERATION, false, List.of(runs)));
    return 0;
  }

  /// Says what could be saved at most: how much of its CPU time the service spends on scheduling.
  private static String share(Visit visit, int perSecond) throws IOException, InterruptedException {
    try {
      final Share share = visit.share(Math.max(1, perSecond), SECONDS_OF_SHARE);
      final List<String> words = new ArrayList<>();
      words.add("At half of that, " + ShareText.verdict(share) + ".");
      words.addAll(ShareText.notes(share));
      return String.join(" ", words);
    } catch (CommandException e) {
      return "Where its CPU time goes could not be seen: %s.".formatted(e.getMessage());
    }
  }

  private Map<Level, Result> visit(Service service, Side side, List<Rates.Step> steps, int round)
      throws IOException, InterruptedException {
    final Map<Level, Result> results = new LinkedHashMap<>();
    final boolean before = calibration.isDisturbed();
    Optional<Result> why = Optional.empty();
    try (Visit visit = Visit.begin(service, side, setup, round * SEEDS_A_ROUND);
        Watch watch = new Watch(visit, limit())) {
      try {
        final int start = visit.warmUp();
        for (final Rates.Step step : steps) {
          final Subject subject = new Subject(service.name(), step.level());
          results.put(step.level(), visit.measure(subject, step.perSecond()));
        }
        results.put(new Level.Highest(), highest(visit, start));
      } catch (ServiceException e) {
        why = Optional.of(watch.result().orElse(e.result()));
      }
    } catch (ServiceException e) {
      why = Optional.of(e.result());
    }
    why.ifPresent(result -> {
      steps.forEach(step -> results.putIfAbsent(step.level(), result));
      results.putIfAbsent(new Level.Highest(), result);
    });
    if (before || calibration.isDisturbed()) {
      results.replaceAll((_, result) -> disturbed(result));
    }
    return results;
  }

  private static Result highest(Visit visit, int start)
      throws IOException, InterruptedException, ServiceException {
    final Ramp.Found<Report> found = visit.highest(start, _ -> {});
    if (found.figures().isEmpty()) {
      return nothing(found);
    }
    return found.limitedByTheLoad()
        ? new Result.Unreached(
            "above %,d requests a second the load itself was late".formatted(found.perSecond()))
        : new Result.Measured(found.figures().get(), false);
  }

  private static Result nothing(Ramp.Found<Report> found) {
    return new Result.Unreached(
        found.limitedByTheLoad()
            ? "the load itself was late at every rate; is the machine busy?"
            : "its p99 is above %d ms at every rate".formatted(Visit.LIMIT.toMillis()));
  }

  private static Result disturbed(Result result) {
    return result instanceof Result.Measured(Report report, _)
        ? new Result.Measured(report, true)
        : result;
  }

  private Duration limit() {
    return Duration.ofMillis((1L + Visit.LONGER) * setup.plan().warmUpMillis())
        .plusMillis((long) rates.count() * setup.plan().samples() * setup.plan().sampleMillis())
        .plusSeconds((long) ATTEMPTS * setup.rampSeconds())
        .multipliedBy(STRETCH)
        .plus(SPARE);
  }

  /// A result in half a sentence.
  private static String words(Result result) {
    if (result instanceof Result.Measured(Report report, boolean disturbed)) {
      final Latency latency = report.latency();
      return "%,.0f/s, %s CPU, %s%s"
          .formatted(
              1e9 / report.wallNanosPerOperation(),
              Numbers.time(report.cpuNanosPerOperation()),
              latency == null ? "no latency" : "p99 " + Numbers.time(latency.p99() * 1_000),
              disturbed ? ", disturbed" : "");
    }
    return Progress.describe(result);
  }

  /// Kills a service and its load if they take too long, so that the campaign goes on.
  private static final class Watch implements AutoCloseable {
    private final ScheduledExecutorService clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("watch").factory());
    private final Future<Result> barks;

    private Watch(Visit visit, Duration limit) {
      barks =
          clock.schedule(
              () ->
                  new Result.TimedOut(
                      "no end after %d s; %s".formatted(limit.toSeconds(), visit.kill())),
              limit.toMillis(),
              TimeUnit.MILLISECONDS);
    }

    /// What became of the service, if it took too long.
    private Optional<Result> result() {
      return barks.state() == Future.State.SUCCESS
          ? Optional.of(barks.resultNow())
          : Optional.empty();
    }

    @Override
    public void close() {
      clock.shutdownNow();
    }
  }
}

package io.smolscale.bench;

import io.smolscale.bench.report.Page;
import io.smolscale.bench.result.Environment;
import io.smolscale.bench.result.Machine;
import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Result;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Summary;
import io.smolscale.bench.result.Variant;
import io.smolscale.bench.workload.Work;
import io.smolscale.bench.workload.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A [Tour] that is under way, and what it has brought so far.
///
/// It goes round and round until its time is over: all steps once, then again. So everything is
/// known a little before anything is known well, and the rounds of one workload are minutes apart.
/// What is on the disk is complete after each step.
final class Expedition {
  private static final String HEAP = "-Xms512m -Xmx512m";

  /// A JVM that takes longer hangs. The slowest that does not takes a quarter of it on two cores.
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static final Duration START = Duration.ofSeconds(1); // of a JVM, at a guess

  private final Path output;
  private final PrintStream err;
  private final List<String> command;
  private final Plan plan;
  private final long end;
  private final Calibration calibration = new Calibration();
  private final Environment environment;
  private final Machine machine = Machine.here();
  private final Ticks start = Ticks.now();
  private final List<String> jvmArgs;
  private final Launcher launcher;
  private final List<Stop> stops;
  private final List<String> notes;

  /// Nothing is to be added any more; guarded by `this`, as all results are.
  private boolean over;

  /// One that has not gone anywhere yet.
  ///
  /// @param options the option file of smolscale
  /// @param output where the results go
  /// @param err where it says what goes on
  /// @param command what the results say how they came about
  /// @param left until everything has to be over
  Expedition(
      Tour tour,
      Plan plan,
      Duration left,
      Path options,
      Path output,
      PrintStream err,
      List<String> command,
      String commit)
      throws IOException, InterruptedException {
    this.output = output;
    this.err = err;
    this.command = command;
    this.plan = plan;
    this.end = System.nanoTime() + left.toNanos();
    this.environment = Environment.here().withCommit(commit);
    List<String> args = new ArrayList<>(Variant.split(HEAP));
    args.add("-D%s=%d".formatted(Work.SPEED_PROPERTY, calibration.stepsPerMicro()));
    this.jvmArgs = List.copyOf(args);
    this.launcher = new Launcher(jvmArgs, plan, LIMIT, output);
    this.stops = tour.steps().stream().map(step -> new Stop(step, options)).toList();
    this.notes = tour.notes();
  }

  /// How long all contenders of a step take, at a guess.
  static Duration guess(Tour.Step step, Plan plan) {
    return START
        .plusMillis(plan.warmUpMillis())
        .plusMillis((long) plan.samples() * plan.sampleMillis())
        .multipliedBy(step.contenders().size());
  }

  /// A stretch of time as people say it.
  static String words(Duration duration) {
    return "%d:%02d min".formatted(duration.toMinutes(), duration.toSecondsPart());
  }

  /// Runs what fits into the time that is left, and returns what it has brought.
  Summary go() throws IOException, InterruptedException {
    err.println(environment);
    machine.facts().forEach((name, fact) -> err.println("  " + name + ": " + fact));
    notes.forEach(err::println);
    boolean went = true;
    while (went) {
      went = false;
      for (Stop stop : stops) {
        if (stop.worthwhile() && stop.expected(plan).compareTo(left()) < 0) {
          visit(stop);
          went = true;
        }
      }
    }
    synchronized (this) {
      awaitEndIfOver();
      over = true;
      return write();
    }
  }

  /// Somebody wants this process to end: kills what is measured, and leaves what has been.
  synchronized void abandon() {
    if (over) {
      return;
    }
    over = true;
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    try {
      write();
      err.printf("ended early; what was measured is in %s%n", output.resolve("report.html"));
    } catch (IOException e) {
      err.println("ended early, and could not write the report: " + e);
    }
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  private Duration left() {
    return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
  }

  private void visit(Stop stop) throws IOException, InterruptedException {
    long began = System.nanoTime();
    for (int i = 0; i < stop.runs.size(); i++) {
      Row.Runs runs = stop.runs.get(i);
      if (runs.complete() && !measure(stop.step.workload(), stop.sides.get(i), runs)) {
        break;
      }
    }
    stop.took = Duration.ofNanos(System.nanoTime() - began);
    synchronized (this) {
      awaitEndIfOver();
      write();
    }
  }

  /// Returns whether there was time for it.
  private boolean measure(Workload workload, Variant side, Row.Runs runs)
      throws IOException, InterruptedException {
    Duration left = left();
    boolean enough = left.compareTo(LIMIT.plus(ThreadDump.TIMEOUT)) > 0;
    Launcher some = enough ? launcher : new Launcher(jvmArgs, plan, left, null);
    boolean before = calibration.isDisturbed();
    Result result = some.run(side, workload);
    if (result instanceof Result.TimedOut && !enough) {
      return false; // that says nothing: it might have ended
    }
    if (result instanceof Result.Measured(var report, _)) {
      result = new Result.Measured(report, before || calibration.isDisturbed());
    }
    synchronized (this) {
      awaitEndIfOver();
      runs.results().add(result);
    }
    err.printf(
        "[%s left] %s, %s: %s%n",
        words(left()), workload.name(), side.name(), Progress.describe(result));
    return true;
  }

  /// Waits for the end of this process if it was told to end: what was killed with it is no result.
  private void awaitEndIfOver() {
    while (over) {
      try {
        wait();
      } catch (InterruptedException e) {
        // it ends all the same
      }
    }
  }

  private synchronized Summary write() throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Stop stop : stops) {
      List<Row.Runs> some = stop.runs.stream().filter(runs -> !runs.results().isEmpty()).toList();
      if (!some.isEmpty()) {
        rows.addAll(Row.of(stop.step.workload(), some));
      }
    }
    Summary summary =
        new Summary(
            environment,
            command,
            String.join(" ", jvmArgs),
            stops.stream().mapToInt(Stop::rounds).max().orElse(0),
            plan,
            rows,
            machine.with("Stolen by a hypervisor", stolen()),
            remarks());
    Path half = output.resolve("half-written");
    summary.write(half);
    replace(half, output.resolve("results.json"));
    Files.writeString(half, Page.of(summary, List.of()));
    replace(half, output.resolve("report.html"));
    return summary;
  }

  // Whoever kills this process finds the old file or the new one.
  private static void replace(Path file, Path by) throws IOException {
    Files.move(file, by, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String stolen() throws IOException {
    return String.format(
        Locale.ROOT, "%.2f %% of all cores' time meanwhile", 100 * Ticks.now().stolenSince(start));
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>(notes);
    List<String> missing =
        stops.stream()
            .filter(stop -> stop.rounds() == 0)
            .map(stop -> stop.step.workload().name())
            .toList();
    if (!missing.isEmpty()) {
      remarks.add("No time was left for " + String.join(", ", missing) + ".");
    }
    return remarks;
  }

  /// A step of the tour, and what became of it.
  private static final class Stop {
    private final Tour.Step step;
    private final List<Variant> sides = new ArrayList<>();
    private final List<Row.Runs> runs = new ArrayList<>(); // one for each of the sides
    private Duration took = Duration.ZERO;

    private Stop(Tour.Step step, Path options) {
      this.step = step;
      List<Variant> all =
          Contender.of(step.workload().family(), options).stream().map(Contender::variant).toList();
      for (String name : step.contenders()) {
        Variant side =
            all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
        sides.add(side);
        runs.add(new Row.Runs(withoutFolder(side, options)));
      }
    }

    /// As the results name it: not the folder in which the kit was unpacked, which may be
    /// anybody's.
    private static Variant withoutFolder(Variant side, Path options) {
      return new Variant(
          side.name(),
          side.jvmArgs().stream()
              .map(arg -> arg.equals("@" + options) ? "@" + options.getFileName() : arg)
              .toList());
    }

    private Duration expected(Plan plan) {
      return took.isZero() ? guess(step, plan) : took;
    }

    /// Whether another round can tell anything: two of those who compete came to their end.
    private boolean worthwhile() {
      return runs.stream().filter(Row.Runs::complete).count() > 1;
    }

    private int rounds() {
      return runs.stream().mapToInt(side -> side.results().size()).max().orElse(0);
    }
  }
}

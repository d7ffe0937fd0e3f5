package io.smolscale.bench;

import io.smolscale.bench.report.ResultTable;
import io.smolscale.bench.result.Machine;
import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Summary;
import io.smolscale.cli.Version;
import io.smolscale.cli.report.Misuse;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command line of `smolscale-kit.sh`, which measures a machine that nobody has measured.
@Command(
    name = "smolscale-kit.sh",
    sortOptions = false,
    description = {
      "Measures smolscale beside the JDK's scheduler on this machine, and writes a report.",
      "",
      "It needs no network, no Java and no rights. It installs nothing: what it unpacks into"
          + " TMPDIR, or /tmp, it deletes at the end. The results name the processor, the kernel"
          + " and their settings, and no host, no user and no folder. Ctrl-C ends it at any time"
          + " and leaves what has been measured.",
      ""
    },
    footer = {
      "",
      "Leave the machine alone meanwhile. Exit codes: 0; 1 where something that was measured broke;"
          + " 2 for a wrong command line; 126 where the kit cannot run; 130 after Ctrl-C."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Kit implements Callable<Integer> {
  /// The option file of smolscale, as the kit's script has made it.
  private static final String OPTIONS_PROPERTY = "smolscale.options";

  /// What the kit was made of.
  private static final String COMMIT_PROPERTY = "smolscale.commit";

  /// When the script was started, in seconds since 1970: it unpacks for a moment.
  private static final String STARTED_PROPERTY = "smolscale.started";

  private static final int MAX_MINUTES = 24 * 60;
  private static final int SHORT_MINUTES = 3; // below it each JVM has less time
  private static final int LONG_MINUTES = 25; // from it on each JVM has more
  private static final Plan SHORT = new Plan(400, 2, 100);
  private static final Duration LAST_WORDS = Duration.ofSeconds(2); // to print the table

  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      converter = WholeNumber.class,
      defaultValue = "8",
      description = "how long it may take, in all (default: ${DEFAULT-VALUE})")
  private int minutes;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      defaultValue = "smolscale-kit-results",
      description = {
        "where results.json and report.html go: a new folder, or an empty one",
        "(default: ${DEFAULT-VALUE})"
      })
  private Path output = Path.of("");

  @Option(names = "--list", description = "say what would be run here, in this order, and exit")
  private boolean list;

  private Kit(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// The command line.
  public static void main(String[] args) {
    System.exit(execute(System.out, System.err, args));
  }

  /// Returns the exit code.
  static int execute(PrintStream out, PrintStream err, String... args) {
    return new CommandLine(new Kit(out, err))
        .setOut(new PrintWriter(out, true, out.charset()))
        .setParameterExceptionHandler((e, _) -> Misuse.explain(err, e))
        .execute(args);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (minutes < 1 || minutes > MAX_MINUTES) {
      throw wrong(
          "--minutes %d: a whole number from 1 to %,d is needed; try --minutes 8"
              .formatted(minutes, MAX_MINUTES));
    }
    Tour tour =
        Tour.of(
            Runtime.getRuntime().availableProcessors(), Machine.openFiles().orElse(Long.MAX_VALUE));
    if (list) {
      describe(tour);
      return 0;
    }
    requireNew(output);
    Expedition expedition =
        new Expedition(
            tour,
            plan(),
            left(),
            Path.of(System.getProperty(OPTIONS_PROPERTY, "smolscale.args")),
            output,
            err,
            List.of("kit", "--minutes", String.valueOf(minutes)),
            System.getProperty(COMMIT_PROPERTY, "unknown"));
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(expedition::abandon));
    Summary summary = expedition.go();
    out.println(ResultTable.text(summary.rows()));
    out.printf(
        "The report is %s, with all figures in results.json beside it.%n",
        output.resolve("report.html"));
    return summary.rows().stream().anyMatch(Row::broken) ? 1 : 0;
  }

  private Duration left() {
    Instant now = Instant.now();
    Instant started = Instant.ofEpochSecond(Long.getLong(STARTED_PROPERTY, now.getEpochSecond()));
    return Duration.ofMinutes(minutes).minus(LAST_WORDS).minus(Duration.between(started, now));
  }

  private void describe(Tour tour) {
    for (Tour.Step step : tour.steps()) {
      out.printf(
          "%s: %s%n    %s%n",
          step.workload().name(),
          String.join(", ", step.contenders()),
          step.workload().description());
    }
    tour.notes().forEach(out::println);
    Duration round =
        tour.steps().stream()
            .map(step -> Expedition.guess(step, plan()))
            .reduce(Duration.ZERO, Duration::plus);
    out.printf(
        "%d workloads in %d JVMs, about %s a round; it goes round until %d minutes are over.%n",
        tour.steps().size(),
        tour.steps().stream().mapToInt(step -> step.contenders().size()).sum(),
        Expedition.words(round),
        minutes);
  }

  private void requireNew(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw wrong(folder + " is there already, and no folder; name another one with -o");
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw wrong("cannot make the folder %s (%s); name another one with -o".formatted(folder, e));
    }
    if (!Files.isWritable(folder)) {
      throw wrong("cannot write to the folder " + folder + "; name another one with -o");
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      if (files.iterator().hasNext()) {
        throw wrong(folder + " is there already, and not empty; name another folder with -o");
      }
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private Plan plan() {
    if (minutes < SHORT_MINUTES) {
      return SHORT;
    }
    return minutes < LONG_MINUTES ? Plan.QUICK : Plan.NORMAL;
  }
}

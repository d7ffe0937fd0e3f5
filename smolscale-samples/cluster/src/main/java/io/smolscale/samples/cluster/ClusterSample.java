package io.smolscale.samples.cluster;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.Version;
import io.smolscale.cli.report.Misuse;
import io.smolscale.cli.report.Table;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The command line of the cluster sample.
@Command(
    name = "smolscale sample cluster",
    sortOptions = false,
    description =
        "Starts a Pekko cluster of three JVMs with a load, kills one of them and starts it again:"
            + " first on smolscale, then on Pekko's default dispatchers.",
    footer = {
      "",
      "CPU a message is of all three nodes together, for each addition that was acknowledged,"
          + " before",
      "a node is killed. Exit code 1: an acknowledged addition was lost, or counted twice, or a"
          + " node",
      "failed that nobody had killed."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ClusterSample implements Callable<Integer> {
  private static final int NODES = 3;
  private static final int FAILURE = 1;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1",
      description = "how often; another node is killed each time (default: ${DEFAULT-VALUE})")
  private int runs;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "1000",
      description = "additions a second (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(
      names = "--counters",
      paramLabel = "N",
      defaultValue = "300",
      description = "entities that are spread over the nodes (default: ${DEFAULT-VALUE})")
  private int counters;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "how long to measure, before a node is killed (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "15",
      description = "seconds before that (default: ${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--down",
      paramLabel = "N",
      defaultValue = "20",
      description = "seconds until the killed node is started again (default: ${DEFAULT-VALUE})")
  private int down;

  @Option(
      names = "--only",
      paramLabel = "SIDE",
      description = "smolscale, or pekko: its default dispatchers (default: both)")
  private @Nullable String only;

  @Option(names = "--json", description = "the results as JSON, and what goes on not at all")
  private boolean json;

  private final PrintStream out;
  private final Path options;

  private ClusterSample(PrintStream out, Path options) {
    this.out = out;
    this.options = options;
  }

  /// The command line.
  public static void main(String[] args) {
    Path options = Path.of(System.getProperty("smolscale.options", "smolscale.args"));
    System.exit(execute(System.out, System.err, options, args));
  }

  /// Returns the exit code.
  static int execute(PrintStream out, PrintStream err, Path options, String... args) {
    return new CommandLine(new ClusterSample(out, options))
        .setOut(new PrintWriter(out, true, out.charset()))
        .setParameterExceptionHandler((e, _) -> Misuse.explain(err, e))
        .setExecutionExceptionHandler((e, command, _) -> explain(err, command, e))
        .execute(args);
  }

  private static int explain(PrintStream err, CommandLine command, Exception e) {
    if (e instanceof IllegalStateException) { // a node that did not do what it should
      err.println(command.getCommandSpec().qualifiedName() + ": " + e.getMessage());
    } else {
      e.printStackTrace(err); // a defect of ours: the trace is what a report of it needs
    }
    return FAILURE;
  }

  @Override
  public Integer call() throws Exception {
    atLeastOne("--runs", runs);
    atLeastOne("--rate", rate);
    atLeastOne("--counters", counters);
    atLeastOne("--seconds", seconds);
    atLeastOne("--warm-up", warmUp);
    atLeastOne("--down", down);
    List<Side> sides = sides();
    if (!Files.exists(options)) {
      throw wrong("no option file at " + options + "; \"./smolscale sample cluster\" makes it");
    }
    Run run =
        new Run(
            new Run.Plan(counters, rate, warmUp, seconds, down, 4),
            options,
            json ? new PrintStream(OutputStream.nullOutputStream()) : out);
    List<Run.Result> results = new ArrayList<>();
    for (int i = 0; i < runs; i++) {
      for (Side side : sides) {
        results.add(run.on(side, i % NODES));
      }
    }
    if (json) {
      out.println(JSON.std.asString(results.stream().map(ClusterSample::fields).toList()));
    } else {
      print(results);
    }
    return results.stream().allMatch(Run.Result::good) ? 0 : 1;
  }

  private void print(List<Run.Result> results) {
    Table table = new Table(1);
    table.row(
        List.of(
            "on",
            "a second",
            "node 1",
            "node 2",
            "node 3",
            "CPU a message",
            "pause",
            "acknowledged",
            "sent again",
            "counted",
            "lost",
            "twice"));
    table.rule();
    for (Run.Result one : results) {
      List<String> row = new ArrayList<>();
      row.add(one.side().title());
      row.add(number("%,.0f", one.rate()));
      one.cpuMicros().forEach(micros -> row.add(number("%.0f µs", micros)));
      row.add(number("%.0f µs", one.cpuMicrosInAll()));
      row.add(one.pause() + " s");
      for (long count :
          List.of(one.acknowledged(), one.again(), one.counted(), one.lost(), one.twice())) {
        row.add(number("%,d", count));
      }
      table.row(row);
    }
    table.lines().forEach(out::println);
    double ours = median(results, Side.SMOLSCALE);
    double theirs = median(results, Side.PEKKO);
    if (ours > 0 && theirs > 0) {
      out.println(
          number("CPU a message, smolscale over Pekko's default dispatchers: %.2f", ours / theirs)
              + (runs > 1 ? " (medians)" : ""));
    }
    out.println(
        results.stream().allMatch(Run.Result::good)
            ? "Nothing that was acknowledged is lost, and nothing is counted twice."
            : "LOST or counted twice: see the last columns.");
  }

  private static double median(List<Run.Result> results, Side side) {
    double[] sorted =
        results.stream()
            .filter(one -> one.side() == side)
            .mapToDouble(Run.Result::cpuMicrosInAll)
            .sorted()
            .toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private static Map<String, Object> fields(Run.Result one) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("on", one.side().title());
    fields.put("thread", one.thread());
    fields.put("rate", one.rate());
    fields.put("cpuMicrosOfEachNode", one.cpuMicros());
    fields.put("cpuMicros", one.cpuMicrosInAll());
    fields.put("pauseSeconds", one.pause());
    fields.put("acknowledged", one.acknowledged());
    fields.put("sentAgain", one.again());
    fields.put("counted", one.counted());
    fields.put("lost", one.lost());
    fields.put("twice", one.twice());
    return fields;
  }

  private List<Side> sides() {
    String name = only;
    if (name == null) {
      return List.of(Side.values());
    }
    for (Side side : Side.values()) {
      if (side.title().equals(name)) {
        return List.of(side);
      }
    }
    throw wrong("--only takes smolscale or pekko, not '" + name + "'");
  }

  private void atLeastOne(String option, int value) {
    if (value < 1) {
      throw wrong(option + " must be 1 or more, not " + value);
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(new CommandLine(this), what);
  }

  private static String number(String format, Object value) {
    return String.format(Locale.ROOT, format, value);
  }
}

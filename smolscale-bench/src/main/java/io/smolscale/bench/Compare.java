package io.smolscale.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.bench.workload.Workload;
import io.smolscale.bench.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Runs workloads under several variants side by side and prints the ratios.
///
/// Each measurement has a JVM of its own, because what one workload taught the compiler and the
/// scheduler must not help the next. Variants take turns, because on a shared machine the minute
/// matters more than the scheduler: a ratio is only ever between neighbours.
@Command(
    name = "Compare",
    sortOptions = false,
    description = "Runs workloads in fresh JVMs, one variant after the other, and compares them.",
    footer = {
      "",
      "Ratios are to the first variant, round by round: median (min-max). Below 1 is less.",
      "Context switches count all threads of the process, those of the JVM itself included.",
      "Core wait is how many threads waited for a core: much of it, and the machine was busy."
    })
public final class Compare implements Callable<Integer> {
  private static final int NORMAL_ROUNDS = 5;
  private static final int QUICK_ROUNDS = 2;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "how often to run everything (default: 5, quick: 2)")
  private int rounds;

  @Option(names = "--quick", description = "short and rough: a few minutes for everything")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "write all figures to this file")
  private @Nullable Path json;

  @Option(
      names = "--variant",
      paramLabel = "NAME=JVM-ARGS",
      converter = Variant.Converter.class,
      description = "a side to compare, in place of jdk and smolscale; repeat it for the others")
  private List<Variant> variants = new ArrayList<>();

  @Option(
      names = "--base",
      paramLabel = "NAME",
      description = "which side ratios are to (default: the first one)")
  private @Nullable String base;

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "the option file of smolscale (default: ${DEFAULT-VALUE})")
  private Path options = Path.of("smolscale-core", "target", "smolscale.args");

  @Option(
      names = "--jvm-args",
      paramLabel = "JVM-ARGS",
      defaultValue = "-Xms512m -Xmx512m",
      description = "for all variants (default: ${DEFAULT-VALUE})")
  private String jvmArgs = "";

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "kill a JVM after so long (default: ${DEFAULT-VALUE})")
  private int timeoutSeconds;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "0",
      description = "wait for so long, before each round, for the machine to be quiet")
  private int patienceSeconds;

  @Option(names = "--list", description = "describe the workloads and exit")
  private boolean list;

  @Option(names = "--help", usageHelp = true, description = "show this text and exit")
  @SuppressWarnings("UnusedVariable") // picocli uses it
  private boolean help;

  @Parameters(paramLabel = "WORKLOAD", description = "what to run (default: everything)")
  private List<String> names = new ArrayList<>();

  /// The command line.
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Compare())
            .setParameterExceptionHandler(Compare::explain)
            .execute(args));
  }

  @Override
  public Integer call() throws Exception {
    final List<Workload> workloads = workloads();
    if (list) {
      workloads.forEach(Compare::describe);
      return 0;
    }
    final Environment environment = Environment.here();
    System.err.println(environment);
    final List<Row> rows = compare(workloads);
    System.out.println(Table.of(rows));
    if (json != null) {
      Files.writeString(json, JSON.std.asString(new Summary(environment, jvmArgs, plan(), rows)));
    }
    return rows.stream().anyMatch(Row::broken) ? 1 : 0;
  }

  /// Everything there is to know about a comparison.
  public record Summary(Environment environment, String jvmArgs, Plan plan, List<Row> rows) {}

  private List<Row> compare(List<Workload> workloads) throws IOException, InterruptedException {
    final Launcher launcher =
        new Launcher(Variant.split(jvmArgs), plan(), Duration.ofSeconds(timeoutSeconds));
    final int perRound = workloads.stream().mapToInt(workload -> sides(workload).size()).sum();
    final Progress progress = new Progress(perRound * rounds());
    final List<Row> rows = new ArrayList<>();
    for (final Workload workload : workloads) {
      rows.addAll(compare(workload, sides(workload), launcher, progress));
    }
    return rows;
  }

  private List<Row> compare(
      Workload workload, List<Variant> sides, Launcher launcher, Progress progress)
      throws IOException, InterruptedException {
    final List<Row.Runs> runs = sides.stream().map(Row.Runs::new).toList();
    for (int round = 1; round <= rounds(); round++) {
      Quiet.await(Duration.ofSeconds(patienceSeconds));
      for (final Row.Runs side : runs) {
        if (side.complete()) {
          final Result result = launcher.run(side.variant(), workload);
          side.results().add(result);
          progress.step(
              workload.name(), side.variant(), result, side.complete() ? 0 : rounds() - round);
        }
      }
    }
    return Row.of(workload, runs);
  }

  private int rounds() {
    if (rounds > 0) {
      return rounds;
    }
    return quick ? QUICK_ROUNDS : NORMAL_ROUNDS;
  }

  private Plan plan() {
    return quick ? Plan.QUICK : Plan.NORMAL;
  }

  /// Who competes, beginning with the one that the others are compared to.
  private List<Variant> sides(Workload workload) {
    final List<Variant> sides = new ArrayList<>(variants.isEmpty() ? defaults(workload) : variants);
    sides.sort(Comparator.comparing(side -> !side.name().equals(base))); // the others stay in order
    return sides;
  }

  private List<Variant> defaults(Workload workload) {
    if (!Files.exists(options)) {
      throw wrong(
          "no option file at %s: \"mvn -q package -DskipTests\" makes it; or name one with --options"
              .formatted(options));
    }
    return Contender.of(workload.family(), options).stream().map(Contender::variant).toList();
  }

  private List<Workload> workloads() {
    if (names.isEmpty()) {
      return Workloads.all();
    }
    return names.stream()
        .map(name ->
            Workloads.named(name).orElseThrow(() -> wrong("no workload " + name + ", see --list")))
        .toList();
  }

  private ParameterException wrong(String what) {
    return new ParameterException(new CommandLine(this), what);
  }

  private static int explain(ParameterException e, String[] args) {
    System.err.println(e.getMessage());
    System.err.println("Try --help.");
    return CommandLine.ExitCode.USAGE;
  }

  private static void describe(Workload workload) {
    System.out.printf(
        "%s%n    %s%n    operation: %s%n",
        workload.name(), workload.description(), workload.operation());
  }
}

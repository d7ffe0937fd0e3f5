package io.smolscale.bench;

import io.smolscale.bench.kit.KitCommand;
import io.smolscale.bench.result.Environment;
import io.smolscale.bench.result.Machine;
import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Summary;
import io.smolscale.bench.result.Variant;
import io.smolscale.bench.service.ServicesCommand;
import io.smolscale.bench.startup.StartUp;
import io.smolscale.bench.workload.Family;
import io.smolscale.bench.workload.Workload;
import io.smolscale.bench.workload.Workloads;
import io.smolscale.cli.Version;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Misuse;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// The command line of the benchmarks: runs workloads under several variants side by side, prints
/// the ratios and writes a report.
@Command(
    name = "smolscale bench",
    subcommands = {ServicesCommand.class, StartUp.class, KitCommand.class},
    sortOptions = false,
    description = "Runs workloads in fresh JVMs, one variant after the other, and compares them.",
    footer = {
      "",
      "Ratios are to the first variant, round by round: median (min-max). Below 1 is less.",
      "Context switches count all threads of the process, those of the JVM itself included.",
      "Core wait is how many threads waited for a core: much of it, and the machine was busy.",
      "Latencies are a typical tenth of a second's, of those in which no hypervisor took a core",
      "away; what they were in all, whatever happened, is beside them.",
      "A ~ marks what somebody else on the machine disturbed, although it was repeated."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Compare implements Callable<Integer> {
  private static final String SCALING = "scaling"; // all workloads that show it
  private static final String ACTORS = "actors"; // all workloads of actors
  private static final int NORMAL_ROUNDS = 3;
  private static final int QUICK_ROUNDS = 2;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "how often to run everything (default: 3, quick: 2)")
  private int rounds;

  @Option(
      names = "--quick",
      description = "short and rough: less than a quarter of an hour for nearly everything")
  private boolean quick;

  @Mixin private ReportOptions report = new ReportOptions();

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "run nothing, and report on this results.json")
  private @Nullable Path results;

  @Option(
      names = "--variant",
      paramLabel = "NAME=JVM-ARGS",
      converter = Variant.Converter.class,
      description = "a side to compare, in place of the usual ones; repeat it for the others")
  private List<Variant> variants = new ArrayList<>();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "only these of the usual sides, for instance jdk,smolscale")
  private List<String> only = new ArrayList<>();

  @Option(names = "--peers", description = "with --quick, too, everybody competes")
  private boolean peers;

  @Option(
      names = "--base",
      paramLabel = "NAME",
      description = "which side ratios are to (default: the first one)")
  private @Nullable String base;

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "the option file of smolscale (default: ${DEFAULT-VALUE})")
  private Path options =
      Checkout.root().resolve(Path.of("smolscale-core", "target", "smolscale.args"));

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

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "1",
      description = "repeat what somebody disturbed so often (default: ${DEFAULT-VALUE})")
  private int repeats;

  @Option(names = "--list", description = "describe the workloads and exit")
  private boolean list;

  @Parameters(
      paramLabel = "WORKLOAD",
      description = {
        "what to run (default: everything);",
        "scaling: how costs grow with one number, such as threads, connections, hops, cores;",
        "actors: all that Pekko's actors do"
      })
  private List<String> names = new ArrayList<>();

  private final List<String> args;

  private Compare(String[] args) {
    this.args = List.of(args);
  }

  /// The command line.
  public static void main(String[] args) {
    System.exit(execute(System.out, System.err, args));
  }

  /// Returns the exit code. What a measurement prints goes to the process's own streams.
  static int execute(PrintStream out, PrintStream err, String... args) {
    return new CommandLine(new Compare(args))
        .setOut(new PrintWriter(out, true, out.charset()))
        .setParameterExceptionHandler((e, _) -> Misuse.explain(err, e))
        .setExecutionExceptionHandler((e, command, _) -> explain(err, command, e))
        .execute(args);
  }

  private static int explain(PrintStream err, CommandLine command, Exception e) {
    if (e instanceof CommandException known) {
      err.println(command.getCommandSpec().qualifiedName() + ": " + known.getMessage());
      return known.exitCode();
    }
    e.printStackTrace(err); // a defect of ours
    return 1;
  }

  @Override
  public Integer call() throws Exception {
    if (list) {
      workloads().forEach(Compare::describe);
      return 0;
    }
    final Optional<Summary> earlier = report.earlier();
    final Summary summary = results == null ? run() : ReportOptions.read(results);
    return report.finish(System.out, summary, earlier, false);
  }

  private Summary run() throws IOException, InterruptedException {
    final List<Workload> workloads = workloads();
    final List<String> known = Contender.names();
    for (final String side : only) {
      if (!known.contains(side)) {
        throw wrong(
            "--only %s: no such side; there are %s".formatted(side, String.join(", ", known)));
      }
    }
    final Environment environment = Environment.here();
    System.err.println(environment);
    final Launcher launcher =
        new Launcher(
            Variant.split(jvmArgs),
            plan(),
            Duration.ofSeconds(timeoutSeconds),
            ThreadDump.TEMPORARY);
    final Suite suite = new Suite(launcher, rounds(), repeats, Duration.ofSeconds(patienceSeconds));
    final List<Row> rows = suite.run(workloads, this::sides);
    return new Summary(environment, args, jvmArgs, rounds(), plan(), rows, Machine.here(), null);
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
    final List<Variant> sides = new ArrayList<>(variants.isEmpty() ? usual(workload) : variants);
    sides.sort(Comparator.comparing(side -> !side.name().equals(base))); // the others stay in order
    return sides;
  }

  private List<Variant> usual(Workload workload) {
    if (!Files.exists(options)) {
      throw wrong(
          "no option file at %s: \"./mvnw -DskipTests package\" makes it; or use --options"
              .formatted(options));
    }
    return Contender.of(workload.family(), options).stream()
        .filter(
            contender -> !quick || peers || !contender.peer() || only.contains(contender.name()))
        .map(Contender::variant)
        .filter(side -> only.isEmpty() || only.contains(side.name()))
        .toList();
  }

  private List<Workload> workloads() {
    if (names.isEmpty()) {
      return quick ? Workloads.quick() : Workloads.all();
    }
    return names.stream().flatMap(this::workloads).toList();
  }

  private Stream<Workload> workloads(String name) {
    return switch (name) {
      case SCALING -> Workloads.scaling().stream();
      case ACTORS ->
          Workloads.all().stream().filter(workload -> workload.family() == Family.ACTORS);
      default ->
          Stream.of(
              Workloads.named(name)
                  .orElseThrow(() -> wrong("no workload " + name + ", see --list")));
    };
  }

  private ParameterException wrong(String what) {
    return new ParameterException(new CommandLine(this), what);
  }

  private static void describe(Workload workload) {
    System.out.printf(
        "%s%n    %s%n    operation: %s%n",
        workload.name(), workload.description(), workload.operation());
  }
}

package io.smolscale.sim;

import io.smolscale.cli.Version;
import io.smolscale.cli.report.Misuse;
import io.smolscale.sim.load.Workload;
import io.smolscale.sim.policy.Policy;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// The command line of the simulator.
@Command(
    name = "smolscale sim",
    sortOptions = false,
    description = {
      "Runs the policy of smolscale in virtual time on simulated cores, beside work stealing and",
      "share-nothing, and prints who waited how long, and what it cost.",
      ""
    },
    footer = {
      "",
      "Workloads: short, tailed, chain, fork, hog. Policies: balance (ours), stealing,"
          + " share-nothing.",
      "Waits are from the moment a task could run until it runs, in microseconds. Processor time"
          + " is",
      "in cores. The same seed gives the same figures, on any machine. docs/simulator.md says more."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class SimCommand implements Callable<Integer> {
  private static final int FAILURE = 1;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--cores",
      paramLabel = "N,...",
      split = ",",
      defaultValue = "2,16,64,256",
      description = "how many cores, 1 to 1024 (default: ${DEFAULT-VALUE})")
  private List<Integer> cores = List.of();

  @Option(
      names = "--loads",
      paramLabel = "PERCENT,...",
      defaultValue = "5,10,20,30,40,50,60,70,80,90,95",
      converter = Loads.Converter.class,
      description = {
        "how much of the cores the tasks take, 1 to 99; A..B is a range in steps of five",
        "(default: ${DEFAULT-VALUE}; quick: 5,20,50,80)"
      })
  private Loads loads = new Loads(List.of());

  @Option(
      names = "--workload",
      paramLabel = "NAME,...",
      split = ",",
      description = "what the tasks are like (default: all; see below)")
  private List<Workload> workloads = List.of(Workload.values());

  @Option(
      names = "--policy",
      paramLabel = "NAME,...",
      split = ",",
      description = "which schedulers (default: all; see below)")
  private List<Policy.Kind> policies = List.of(Policy.Kind.values());

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "decides all that is random (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "so many seeds, from --seed on; figures are their means (default: 1)")
  private int seeds;

  @Option(
      names = "--quick",
      description = "short and rough: 2 and 64 cores, four loads, under a minute")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "write all figures to this file")
  private @Nullable Path json;

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "write plots against the load to this folder, as SVG")
  private @Nullable Path output;

  @Mixin private CostOptions costs = new CostOptions();

  @Mixin private HostOptions host = new HostOptions();

  /// Makes a command that prints its results to one stream and all else to another.
  SimCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// The command line.
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true"); // plots need no screen
    System.exit(execute(System.out, System.err, args));
  }

  /// Returns the exit code: 0, or 2 for what the user can put right on the command line, or 1.
  static int execute(PrintStream out, PrintStream err, String... args) {
    return new CommandLine(new SimCommand(out, err))
        .setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(Policy.Kind.class, SimCommand::policy)
        .registerConverter(Workload.class, SimCommand::workload)
        .setParameterExceptionHandler((e, _) -> Misuse.explain(err, e))
        .setExecutionExceptionHandler((e, _, _) -> explain(err, e))
        .execute(args);
  }

  @Override
  public Integer call() throws IOException {
    final Effort effort = quick ? Effort.QUICK : Effort.FULL;
    final List<Integer> sizes = quick && isDefault("--cores") ? List.of(2, 64) : cores;
    final Loads steps = quick && isDefault("--loads") ? Loads.QUICK : loads;
    for (int size : sizes) {
      if (size < 1 || size > 1024) {
        throw wrong("--cores: %d is not between 1 and 1024".formatted(size));
      }
    }
    if (seeds < 1) {
      throw wrong("--seeds: %d is not a positive number".formatted(seeds));
    }
    if (output != null) {
      Files.createDirectories(output);
    }
    final Experiment experiment =
        new Experiment(
            workloads,
            sizes,
            steps.percent(),
            policies,
            costs.costs(this::wrong),
            host.host(this::wrong),
            seed,
            seeds);
    final List<Row> rows = experiment.run(effort, new Progress(err, experiment.cells().size()));
    out.println(Table.of(rows));
    final String comparison = Comparison.of(rows);
    if (!comparison.isEmpty()) {
      out.println();
      out.println(comparison);
    }
    if (json != null) {
      Files.writeString(json, Json.of(experiment, rows));
    }
    if (output != null) {
      for (Path plot : Plots.write(rows, output)) {
        err.println("wrote " + plot);
      }
    }
    return CommandLine.ExitCode.OK;
  }

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private boolean isDefault(String option) {
    return spec == null || !spec.commandLine().getParseResult().hasMatchedOption(option);
  }

  private ParameterException wrong(String what) {
    CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
    return new ParameterException(line, what);
  }

  private static Policy.Kind policy(String name) {
    return named(name, Policy.Kind.values());
  }

  private static Workload workload(String name) {
    return named(name, Workload.values());
  }

  private static <E extends Enum<E>> E named(String name, E[] all) {
    return Arrays.stream(all)
        .filter(e -> Names.of(e).equals(name))
        .findFirst()
        .orElseThrow(() ->
            new CommandLine.TypeConversionException(
                "'%s' is not one of %s".formatted(name, Names.all(all))));
  }

  private static int explain(PrintStream err, Exception e) {
    if (e instanceof IOException) {
      err.println("smolscale sim: cannot write " + e.getMessage());
    } else {
      e.printStackTrace(err); // a defect of ours: the trace is what a report of it needs
    }
    return FAILURE;
  }
}

package io.smolscale.cli.compare;

import io.smolscale.cli.Version;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Progress;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `smolscale compare`
@Command(
    name = "compare",
    customSynopsis =
        "smolscale compare [--seconds S] [--rounds N] [--no-share] [--logs DIR] [--json] [--]"
            + " COMMAND [ARGUMENT...]",
    description = {
      "Runs a Java program on the JDK's scheduler and on smolscale in turn, and prints what it"
          + " cost: CPU time, context switches, peak memory and wall time.",
      "",
      "COMMAND is what smolscale run takes: a java with its arguments, or a script that starts one."
          + " It is the same on both sides; leave out what puts it on smolscale.",
      ""
    },
    footer = {
      "",
      "Each figure covers the whole process from start to end, with the children that it waited"
          + " for; peak memory is that of the largest process. A service needs a load: bring your"
          + " own, the same for both schedulers. A script that starts a service and its load counts"
          + " as one program, load included.",
      "The program's standard input is empty. Exits with 1 if the program failed in one of the"
          + " runs."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class CompareCommand implements Callable<Integer> {
  /// Where the launcher says that it is itself.
  private static final String LAUNCHER_PROPERTY = "smolscale.launcher";

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = WholeNumber.class,
      description = {
        "For a service: stop each run with SIGTERM after S seconds, and with SIGKILL if it is still"
            + " there 10 s later.",
        "Default: a run lasts until the program ends."
      })
  private @Nullable Integer seconds;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = WholeNumber.class,
      defaultValue = "3",
      description = "How often it runs on each scheduler. Default: ${DEFAULT-VALUE}")
  private int rounds;

  @Option(
      names = "--logs",
      paramLabel = "DIR",
      description = {
        "The folder for what the program prints, a file for each run.",
        "Default: a new one among the temporary files."
      })
  private @Nullable Path logs;

  @Option(
      names = "--no-share",
      description = {
        "Leave out the last run, which is on the JDK's scheduler, with a flight recording, and is"
            + " none of the rounds: it says how much of the CPU time goes into scheduling, hence"
            + " how much can be saved at most."
      })
  private boolean noShare;

  @Option(names = "--json", description = "Print one JSON object, with every run's figures.")
  private boolean json;

  @Option(
      names = "--launcher",
      hidden = true,
      description = "The bash script.",
      defaultValue = "${sys:" + LAUNCHER_PROPERTY + ":-./smolscale}")
  private Path launcher = Path.of("smolscale");

  @Parameters(paramLabel = "COMMAND", hidden = true)
  private List<String> command = List.of();

  public CompareCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (command.isEmpty()) {
      throw CommandException.badInput("there is no COMMAND; for example: -- java -jar app.jar");
    }
    Optional<Duration> limit = Optional.ofNullable(seconds).map(Duration::ofSeconds);
    Plan.check(limit, rounds);
    Contender smolscale = Contender.smolscale(launcher, command);
    Plan plan = new Plan(Contender.jdk(command), smolscale, limit, rounds, !noShare, logFolder());
    Progress progress = Progress.to(err, plan.estimate());
    Results results = new Experiment(plan, command, progress).run();
    out.println(json ? JsonReport.of(results) : TextReport.of(results));
    return results.allWell() ? 0 : 1;
  }

  private Path logFolder() {
    try {
      return logs == null
          ? Files.createTempDirectory("smolscale-compare-")
          : Files.createDirectories(logs);
    } catch (IOException e) {
      throw CommandException.badInput(
          "--logs %s: cannot be made a folder (%s)".formatted(logs, e.getMessage()));
    }
  }
}

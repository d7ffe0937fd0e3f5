package io.smolscale.cli.demo;

import io.smolscale.cli.Version;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Progress;
import io.smolscale.cli.report.Text;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `smolscale demo`
@Command(
    name = "demo",
    customSynopsis =
        "smolscale demo [--rate R[,R...]] [--seconds S] [--json] [--self-check] [--help]\n"
            + "       smolscale demo pods [--help]",
    description = {
      "Measures one blocking HTTP service on two schedulers, side by side, and prints the ratio.",
      "",
      "The same service runs in two JVMs, one on the JDK's scheduler of virtual threads and one "
          + "with @smolscale.args. Both get the same requests at the same fixed rates. "
          + "It takes the better part of a minute.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DemoCommand implements Callable<Integer> {
  /// Where the launcher says that the option file is.
  private static final String OPTIONS_PROPERTY = "smolscale.options";

  private static final int MAX_SECONDS = 3600;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--rate",
      paramLabel = "R",
      split = ",",
      converter = WholeNumber.class,
      description = {
        "Requests per second; several rates with commas between them.",
        "Default: 1000,10000, or less on a machine that would be more than half busy."
      })
  private List<Integer> rates = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = WholeNumber.class,
      defaultValue = "9",
      description = {
        "How long each scheduler is measured at each rate, in all rounds together.",
        "Default: ${DEFAULT-VALUE}"
      })
  private int seconds;

  @Option(names = "--json", description = "Print one JSON object, with every round's figures.")
  private boolean json;

  @Option(
      names = "--self-check",
      description = "Compare the JDK's scheduler with itself: the ratios must come out near 1.")
  private boolean selfCheck;

  @Option(
      names = "--options",
      paramLabel = "FILE",
      hidden = true,
      description = "The option file to measure.",
      defaultValue = "${sys:" + OPTIONS_PROPERTY + ":-smolscale.args}")
  private Path options = Path.of("smolscale.args");

  @Option(
      names = "--launcher",
      paramLabel = "FILE",
      hidden = true,
      description = "The command smolscale.",
      defaultValue = "${sys:smolscale.launcher:-./smolscale}")
  private String launcher = "./smolscale";

  public DemoCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Plan plan = plan();
    plan.contenders().forEach(DemoCommand::requireOptions);
    Progress progress = Progress.to(err, plan.estimate());
    Results results = new Experiment(plan, progress).run();
    out.println(json ? JsonReport.of(results) : printable(TextReport.of(results)));
    if (!json && !selfCheck) {
      out.println();
      out.println(TextReport.next(launcher));
    }
    return 0;
  }

  private Plan plan() {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw CommandException.badInput(
          "--seconds "
              + seconds
              + ": a whole number from 1 to "
              + Text.count(MAX_SECONDS)
              + " is needed; try --seconds 9");
    }
    return new Plan(
        rates,
        Duration.ofSeconds(seconds),
        selfCheck ? Contender.selfCheck() : List.of(Contender.jdk(), Contender.smolscale(options)));
  }

  private static void requireOptions(Contender contender) {
    contender
        .options()
        .filter(file -> !Files.isRegularFile(file))
        .ifPresent(file -> {
          throw CommandException.failure(
              "there is no option file at "
                  + file.toAbsolutePath()
                  + "; build it with: ./mvnw -DskipTests package");
        });
  }

  /// A terminal without the micro sign gets a plain u.
  private String printable(String text) {
    return out.charset().newEncoder().canEncode('µ') ? text : text.replace('µ', 'u');
  }
}

package io.smolscale.cli.pods;

import io.smolscale.cli.Version;
import io.smolscale.cli.demo.Contender;
import io.smolscale.cli.demo.LoadGenerator;
import io.smolscale.cli.jvm.Placement;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Misuse;
import io.smolscale.cli.report.Progress;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `smolscale demo pods`
@Command(
    name = "pods",
    sortOptions = false,
    description = {
      "Shows a service with one processor beside what makes services stop answering.",
      "",
      "The service, as in \"smolscale demo\", runs in a JVM on one processor, the load on others."
          + " In the same JVM something goes on that no service should do, and many do now and"
          + " then. Each case is tried on the JDK's scheduler and on smolscale, 3 minutes in all.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0; 1 if a request on smolscale was not answered; 2 for a wrong word."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class PodsCommand implements Callable<Integer> {
  /// Where the launcher says that the option file is.
  private static final String OPTIONS_PROPERTY = "smolscale.options";

  /// Longer, and the storm of classes would be over on the JDK's scheduler, too: it lasts for 30 s.
  private static final int MAX_SECONDS = 20;

  /// With less, a JVM takes half a minute to start.
  private static final double LEAST_QUOTA = 0.1;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = WholeNumber.class,
      defaultValue = "5",
      description = "How long requests come in each case (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--only",
      paramLabel = "CASE",
      split = ",",
      converter = FaultConverter.class,
      description = {
        "Only these cases, with commas between them:",
        "none, hogs, pair-array-queue, pair-synchronous-queue, pair-transfer-queue, pair-lock,"
            + " pair-yield, class-storm, native-pins, log-lock"
      })
  private List<Fault> only = List.of(Fault.values());

  @Option(
      names = "--quota",
      paramLabel = "PART",
      description = {
        "Give the service this part of a processor, from 0.1 to 1, by a control group, in place of",
        "one processor of its own: 0.5 is a pod with a limit of 500m. Needs Linux, and root."
      })
  private @Nullable Double quota;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--options",
      paramLabel = "FILE",
      hidden = true,
      description = "The option file of smolscale.",
      defaultValue = "${sys:" + OPTIONS_PROPERTY + ":-smolscale.args}")
  private Path options = Path.of("smolscale.args");

  public PodsCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Says which name is nearest to a wrong one.
  static final class FaultConverter implements ITypeConverter<Fault> {
    @Override
    public Fault convert(String title) {
      return Fault.named(title)
          .orElseThrow(() ->
              new TypeConversionException(
                  "there is no case '%s'; %s"
                      .formatted(
                          title,
                          Misuse.nearest(title, Fault.titles())
                              .map("the nearest is '%s'"::formatted)
                              .orElse("there are " + String.join(", ", Fault.titles())))));
    }
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (seconds < 1 || seconds > MAX_SECONDS) {
      throw CommandException.badInput(
          "--seconds %d: a whole number from 1 to %d is needed; try --seconds 5"
              .formatted(seconds, MAX_SECONDS));
    }
    Double part = quota;
    if (part != null && !(part >= LEAST_QUOTA && part <= 1)) {
      throw CommandException.badInput(
          "--quota %s: a number from %s to 1 is needed; try --quota 0.5"
              .formatted(part, LEAST_QUOTA));
    }
    if (!Files.isRegularFile(options)) {
      throw CommandException.failure(
          "there is no option file at %s; build it with: ./mvnw -DskipTests package"
              .formatted(options.toAbsolutePath()));
    }
    if (part == null) {
      return run(Placement.takeTurns());
    }
    try (Quota group = Quota.of(part)) {
      return run(new Placement(group.before(), group.words()));
    }
  }

  private int run(Placement placement) throws InterruptedException, IOException {
    List<Trial> trials = trials(placement);
    Duration duration = Duration.ofSeconds(seconds);
    out.println(
        json ? PodsJson.of(trials, placement, duration) : PodsText.of(trials, placement, duration));
    return trials.stream()
            .anyMatch(trial -> trial.contender().options().isPresent() && !trial.answersAll())
        ? 1
        : 0;
  }

  private List<Trial> trials(Placement placement) throws InterruptedException {
    Duration duration = Duration.ofSeconds(seconds);
    List<Contender> contenders = List.of(Contender.jdk(), Contender.smolscale(options));
    Duration answered = Trial.AROUND.plus(Trial.WARM_UP).plus(duration);
    Duration silent = answered.plus(LoadGenerator.PATIENCE);
    Progress progress = Progress.to(err, answered.plus(silent).multipliedBy(only.size()));
    List<Trial> trials = new ArrayList<>();
    try {
      for (Fault fault : only) {
        for (Contender contender : contenders) {
          progress.phase(fault.title() + ", on " + contender.inWords());
          trials.add(Trial.of(fault, contender, placement, duration));
        }
      }
    } finally {
      progress.done();
    }
    return trials;
  }
}

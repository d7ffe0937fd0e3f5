package io.smolscale.cli.launcher;

import io.smolscale.cli.Version;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.WholeNumber;
import io.smolscale.cli.share.ShareOfProcess;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `smolscale doctor`
@Command(
    name = "doctor",
    description = {
      "Says whether virtual threads would run on smolscale here, and if not, why not; or how much"
          + " a program that runs could gain.",
      "",
      "The doctor starts a JVM on smolscale and reports: the JDK, which of its inner parts"
          + " smolscale could reach, processors and limits of the container, and each setting with"
          + " its origin. Exits with 1 if virtual threads would not run on smolscale.",
      "Without this command, for any java: java -jar smolscale.jar",
      "",
      "With the PID of a JVM, on whatever scheduler, it looks for a while where its CPU time goes,"
          + " by a flight recording: into the program's own code, or into scheduling, handing over"
          + " and waking, which is the most that another scheduler can save. The recording is ended"
          + " and deleted; Ctrl-C ends it early.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DoctorCommand implements Callable<Integer> {
  private static final int DEFAULT_SECONDS = 10;

  private final PrintStream out;
  private final PrintStream err;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description = "The java to examine. Default: the one that smolscale itself runs on.")
  private @Nullable Path java;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = WholeNumber.class,
      description = "With a PID: how long to look. Default: " + DEFAULT_SECONDS)
  private @Nullable Integer seconds;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE|PID",
      description =
          "An option file to examine, or a JVM that runs. Default: what smolscale args prints.")
  private @Nullable String subject;

  /// Prints what it finds, and how far it is.
  public DoctorCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (subject != null && subject.matches("\\d{1,18}") && !Files.exists(Path.of(subject))) {
      if (java != null) {
        throw CommandException.badInput(
            "--java %s: process %s has a java of its own; leave one of them out"
                .formatted(java, subject));
      }
      int howLong = seconds == null ? DEFAULT_SECONDS : seconds;
      new ShareOfProcess(Long.parseLong(subject), howLong).print(json, out, err);
      return 0;
    }
    if (seconds != null) {
      throw CommandException.badInput(
          "--seconds %d: for a JVM that runs; give its PID, jps lists them".formatted(seconds));
    }
    throw Launcher.needed(
        json ? "doctor --json" : "doctor",
        Stream.of(java, subject).filter(Objects::nonNull).map(Object::toString).toList());
  }
}

package io.smolscale.cli.launcher;

import io.smolscale.cli.Version;
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
      "Says whether virtual threads would run on smolscale here, and if not, why not.",
      "",
      "The doctor starts a JVM on smolscale and reports: the JDK, which of its inner parts"
          + " smolscale could reach, processors and limits of the container, and each setting with"
          + " its origin. Exits with 1 if virtual threads would not run on smolscale.",
      "Without this command, for any java: java -jar smolscale.jar",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class DoctorCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--java",
      paramLabel = "PATH",
      description = "The java to examine. Default: the one that smolscale itself runs on.")
  private @Nullable Path java;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description = "An option file to examine. Default: what smolscale args prints.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    throw Launcher.needed(
        json ? "doctor --json" : "doctor",
        Stream.of(java, file).filter(Objects::nonNull).map(Path::toString).toList());
  }
}

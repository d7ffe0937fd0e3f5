package io.smolscale.cli.launcher;

import io.smolscale.cli.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `smolscale args`
@Command(
    name = "args",
    customSynopsis = "smolscale args [--one-line | --vm-options] [--boot-jar FILE]",
    description = {
      "Prints an option file: java @FILE then runs a program on smolscale.",
      "",
      "For example:",
      "  smolscale args > smolscale.args",
      "  java @smolscale.args -jar app.jar",
      "The file names a jar by its path. Make it again when you move that jar.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ArgsCommand implements Callable<Integer> {
  @Option(
      names = "--one-line",
      description = "Print one line, for JDK_JAVA_OPTIONS or JAVA_TOOL_OPTIONS.")
  private boolean oneLine;

  @Option(names = "--vm-options", description = "Print a file for -XX:VMOptionsFile=FILE.")
  private boolean vmOptions;

  @Option(
      names = "--boot-jar",
      paramLabel = "FILE",
      description = {
        "Write the jar that the option file names to FILE.",
        "Default: smolscale-boot.jar, beside smolscale.jar."
      })
  private @Nullable Path bootJar;

  @Override
  public Integer call() {
    String form = oneLine ? "args --one-line" : vmOptions ? "args --vm-options" : "args";
    throw Launcher.needed(
        form, bootJar == null ? List.of() : List.of("--boot-jar", bootJar.toString()));
  }
}

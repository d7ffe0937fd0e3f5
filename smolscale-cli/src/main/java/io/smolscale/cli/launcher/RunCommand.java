package io.smolscale.cli.launcher;

import io.smolscale.cli.Version;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `smolscale run`
@Command(
    name = "run",
    customSynopsis = "smolscale run [--print | --print0] [--] COMMAND [ARGUMENT...]",
    description = {
      "Runs a Java program with its virtual threads on smolscale.",
      "",
      "The command becomes the program: process, signals, exit code and standard streams are those"
          + " of the program.",
      ""
    },
    footer = {
      "",
      "If COMMAND is a java, it gets the options of smolscale.args, or the agent where it uses an"
          + " AOT cache or a CDS archive. Anything else, a script say, gets them in"
          + " JDK_JAVA_OPTIONS, which every java launcher from JDK 9 on reads and mentions on"
          + " standard error.",
      "SMOLSCALE_SCHEDULER=jdk in the environment runs it on the JDK's scheduler all the same.",
      "",
      "Exit codes that are not the program's: 2 for a wrong command line, 126 for a java older than"
          + " JDK 25, 127 for a command that does not exist, 1 for other errors before it starts."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RunCommand implements Callable<Integer> {
  @Option(names = "--print", description = "Print the command that would be run, quoted for sh.")
  private boolean print;

  @Option(
      names = "--print0",
      description = "Print it with a NUL byte behind each word, for programs.")
  private boolean print0;

  @Parameters(hidden = true)
  private List<String> command = List.of();

  @Override
  public Integer call() {
    throw Launcher.needed(print || print0 ? "run --print" : "run", command);
  }
}

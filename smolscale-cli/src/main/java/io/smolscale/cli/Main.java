package io.smolscale.cli;

import io.smolscale.cli.compare.CompareCommand;
import io.smolscale.cli.demo.DemoCommand;
import io.smolscale.cli.launcher.ArgsCommand;
import io.smolscale.cli.launcher.BenchCommand;
import io.smolscale.cli.launcher.DoctorCommand;
import io.smolscale.cli.launcher.RunCommand;
import io.smolscale.cli.launcher.SampleCommand;
import io.smolscale.cli.launcher.SimCommand;
import io.smolscale.cli.pods.PodsCommand;
import io.smolscale.cli.record.RecordCommand;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Misuse;
import io.smolscale.cli.top.TopCommand;
import io.smolscale.cli.why.WhyCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The command `smolscale`.
@Command(
    name = "smolscale",
    description =
        "A scheduler for the JVM's virtual threads: blocking code at the cost of an event loop.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    footer = {"", "Each command takes --help and --version."},
    versionProvider = Version.class)
public final class Main {
  /// Where the launcher says where the sources are; empty where there are none.
  private static final String SOURCES_PROPERTY = "smolscale.root";

  private static final int FAILURE = 1;

  private Main() {}

  public static void main(String[] args) {
    System.exit(runOrExplain(args));
  }

  private static int runOrExplain(String... args) {
    try {
      return run(System.out, System.err, args);
    } catch (OutOfMemoryError e) {
      System.err.println(
          "smolscale: there is not enough memory for what the other JVM says. Ask for less, for"
              + " example by a smaller --runs, or give this command more:"
              + " JDK_JAVA_OPTIONS=-Xmx8g");
      return FAILURE;
    }
  }

  /// Returns the exit code: 0, or 2 for what the user can put right on the command line, or 1.
  static int run(PrintStream out, PrintStream err, String... args) {
    // What follows the user's command is that command's, whatever it looks like.
    CommandLine compare = new CommandLine(new CompareCommand(out, err)).setStopAtPositional(true);
    CommandLine main =
        new CommandLine(new Main())
            .addSubcommand(
                new CommandLine(new DemoCommand(out, err)).addSubcommand(new PodsCommand(out, err)))
            .addSubcommand(new CommandLine(new RunCommand()).setStopAtPositional(true))
            .addSubcommand(compare)
            .addSubcommand(new DoctorCommand(out, err))
            .addSubcommand(new ArgsCommand())
            .addSubcommand(new WhyCommand(out))
            .addSubcommand(new TopCommand(out))
            .addSubcommand(new RecordCommand(out, err));
    if (!System.getProperty(SOURCES_PROPERTY, ".").isEmpty()) {
      main.addSubcommand(new SimCommand())
          .addSubcommand(new BenchCommand())
          .addSubcommand(new SampleCommand());
    }
    return main.setOut(new PrintWriter(out, true, out.charset()))
        .setErr(new PrintWriter(err, true, err.charset()))
        .setParameterExceptionHandler((e, _) -> Misuse.explain(err, e))
        .setExecutionExceptionHandler((e, command, _) -> explain(err, command, e))
        .execute(args.length == 0 ? new String[] {"--help"} : args);
  }

  private static int explain(PrintStream err, CommandLine command, Exception e) {
    if (e instanceof CommandException known) {
      err.println(command.getCommandSpec().qualifiedName() + ": " + known.getMessage());
      return known.exitCode();
    }
    e.printStackTrace(err); // a defect of ours: the trace is what a report of it needs
    return FAILURE;
  }
}

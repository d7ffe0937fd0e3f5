package io.smolscale.services;

import io.smolscale.services.Service.Running;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A program that runs one of its services: the command line, the line `READY PORT`, and the end.
///
/// The program ends on SIGTERM, and when its standard input ends; so it cannot outlive the process
/// that started it.
@Command(
    name = "java -jar JAR",
    sortOptions = false,
    usageHelpWidth = 100,
    footer = {
      "",
      "The service binds a free port of 127.0.0.1 and prints READY and that port when it serves.",
      "It ends on SIGTERM, and when its standard input ends."
    })
public final class Program {
  private static final int WRONG_WORDS = 2;

  private final List<Service> services;
  private final Function<Setting, Optional<String>> refusal;

  @Spec private CommandSpec spec = CommandSpec.create(); // picocli puts the real one here

  @Parameters(paramLabel = "SERVICE", description = "the name of the service")
  private String name = "";

  @Option(
      names = "--threads",
      paramLabel = "virtual|platform|loop",
      description = {
        "what answers the requests: virtual threads, 200 platform threads,",
        "or the framework's event loop itself (default: ${DEFAULT-VALUE})"
      })
  private Threads threads = Threads.VIRTUAL;

  @Option(
      names = "--loops",
      paramLabel = "own|inside",
      description = {
        "where the framework's event loop runs: on its own threads, or on",
        "smolscale's workers (default: ${DEFAULT-VALUE})"
      })
  private Loops loops = Loops.OWN;

  private Program(List<Service> services, Function<Setting, Optional<String>> refusal) {
    this.services = services;
    this.refusal = refusal;
  }

  /// Runs the service that the words name, and ends the JVM after it.
  ///
  /// @param refusal says of a setting why the program has none such, and what to do
  public static void run(
      List<Service> services, Function<Setting, Optional<String>> refusal, String... words) {
    Objects.requireNonNull(services, "services");
    Objects.requireNonNull(refusal, "refusal");
    Objects.requireNonNull(words, "words");
    System.exit(execute(services, refusal, System.out, System.err, words));
  }

  /// Returns the exit code, after the end of the standard input.
  static int execute(
      List<Service> services,
      Function<Setting, Optional<String>> refusal,
      PrintStream out,
      PrintStream err,
      String... words) {
    Program program = new Program(List.copyOf(services), refusal);
    CommandLine command =
        new CommandLine(program)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out, true, out.charset()))
            .setErr(new PrintWriter(err, true, err.charset()));
    program.describe(command.getCommandSpec());
    try {
      command.parseArgs(words);
      Optional<Integer> help =
          Optional.ofNullable(CommandLine.executeHelpRequest(command.getParseResult()));
      if (help.isPresent()) {
        return help.get();
      }
      Service service = program.service();
      Setting setting = program.setting();
      return serve(service, setting, out, err);
    } catch (ParameterException e) {
      err.println(e.getMessage());
      err.println("Try --help.");
      return WRONG_WORDS;
    }
  }

  private void describe(CommandSpec command) {
    List<String> lines = new ArrayList<>(List.of("Runs one of these services:", ""));
    services.forEach(
        service -> lines.add("  %-14s%s".formatted(service.name(), service.description())));
    lines.add("");
    command.usageMessage().description(lines.toArray(String[]::new));
    command.addOption(
        OptionSpec.builder("--help").usageHelp(true).description("print this and exit").build());
  }

  private Service service() {
    return services.stream()
        .filter(service -> service.name().equals(name))
        .findAny()
        .orElseThrow(() -> wrong("'%s' is no service here; there are %s".formatted(name, names())));
  }

  private String names() {
    return String.join(", ", services.stream().map(Service::name).toList());
  }

  private Setting setting() {
    Setting setting = new Setting(threads, loops);
    refusal
        .apply(setting)
        .ifPresent(why -> {
          throw wrong(why);
        });
    return setting;
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static int serve(Service service, Setting setting, PrintStream out, PrintStream err) {
    try {
      Running running = service.starter().start(setting);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running, err), "end"));
      out.println("READY " + running.port());
      awaitEndOfInput();
      return 0;
    } catch (Exception e) {
      err.println(service.name() + " could not start: " + e);
      e.printStackTrace(err);
      return 1;
    }
  }

  /// Waits until nobody holds the other end of the standard input.
  static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // No word that comes here means anything.
    }
  }

  private static void end(Running running, PrintStream err) {
    try {
      running.end().close();
    } catch (Exception e) {
      err.println("The service did not end well: " + e);
    }
  }
}

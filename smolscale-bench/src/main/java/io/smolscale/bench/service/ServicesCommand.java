package io.smolscale.bench.service;

import io.smolscale.bench.Checkout;
import io.smolscale.bench.ReportOptions;
import io.smolscale.bench.result.Environment;
import io.smolscale.bench.result.Machine;
import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Summary;
import io.smolscale.bench.result.Variant;
import io.smolscale.cli.Version;
import io.smolscale.cli.jvm.Placement;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Misuse;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `./smolscale bench services`
@Command(
    name = "services",
    sortOptions = false,
    description = {
      "Measures real services from outside, each in a process of its own, on several sides.",
      "",
      "First it looks for the highest rate that a service bears on the first side: p99 below 50 ms,"
          + " and every request answered. Then the sides take turns, in fresh JVMs, at 25, 50 and"
          + " 75 %% of that rate; and at the end of its turn each is asked for its own highest"
          + " rate.",
      ""
    },
    footer = {
      "",
      "Sides: jdk, which the others are compared to; smolscale; and loop-inside, which is smolscale"
          + " with the framework's event loops inside, where it has any. With --peers also jdk-1"
          + " (one carrier), platform-200 (200 platform threads) and loop (the framework's event"
          + " loop answers by itself).",
      "",
      "CPU, context switches and memory are those of the service's process alone, without the JIT"
          + " compilers: not the load's, nor a database's. Latency counts from the moment when a"
          + " request was due. A ~ marks what somebody else on the machine disturbed.",
      "",
      "Exit codes: 0; 1 where a service failed; 2 for a wrong command line."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class ServicesCommand implements Callable<Integer> {
  private static final Path OPTIONS =
      Checkout.root().resolve(Path.of("smolscale-core", "target", "smolscale.args"));
  private static final Path ACCOUNTS = Path.of("/proc/self/schedstat");
  private static final List<Integer> USUAL_SHARES = List.of(25, 50, 75); // percent
  private static final int MOST_ROUNDS = 100;
  private static final int MOST_SECONDS = 3_600;
  private static final int MOST_PER_SECOND = 1_000_000;
  private static final int SAMPLE_MILLIS = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      converter = WholeNumber.class,
      description = "how often each side has its turn (default: 3, quick: 2)")
  private @Nullable Integer rounds;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = WholeNumber.class,
      description = "how long to measure at each rate (default: 10, quick: 4)")
  private @Nullable Integer seconds;

  @Option(
      names = "--warm-up",
      paramLabel = "SECONDS",
      converter = WholeNumber.class,
      description =
          "how long each JVM gets load before, at least; more until its code is compiled, four"
              + " times that at most (default: 20, quick: 8)")
  private @Nullable Integer warmUp;

  @Option(
      names = "--rates",
      paramLabel = "N",
      split = ",",
      converter = WholeNumber.class,
      description = "requests a second, for instance 400,1200, in place of shares")
  private List<Integer> rates = new ArrayList<>();

  @Option(names = "--quick", description = "short and rough: a minute for each side of a service")
  private boolean quick;

  @Option(
      names = "--only",
      paramLabel = "SIDE",
      split = ",",
      description = "only these sides, for instance jdk,smolscale")
  private List<String> only = new ArrayList<>();

  @Option(names = "--peers", description = "all sides compete")
  private boolean peers;

  @Option(
      names = "--one-cpu",
      description =
          "as in a small pod: each service has one processor, with all that it starts, and the load"
              + " has the others")
  private boolean oneCpu;

  @Mixin private ReportOptions report = new ReportOptions();

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "the option file of smolscale (default: ${DEFAULT-VALUE})")
  private Path options = OPTIONS;

  @Option(
      names = "--jvm-args",
      paramLabel = "JVM-ARGS",
      defaultValue = "-Xms512m -Xmx512m",
      description = "for the services on all sides (default: ${DEFAULT-VALUE})")
  private String jvmArgs = "";

  @Option(names = "--json", description = "print the results as JSON, in place of a table")
  private boolean json;

  @Option(names = "--list", description = "describe the services and exit")
  private boolean list;

  @Parameters(paramLabel = "SERVICE", description = "what to measure (default: all services)")
  private List<String> names = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    final List<Service> services = services();
    if (list) {
      services.forEach(ServicesCommand::describe);
      return 0;
    }
    check("--rounds", rounds, MOST_ROUNDS);
    check("--seconds", seconds, MOST_SECONDS);
    check("--warm-up", warmUp, MOST_SECONDS);
    rates.forEach(rate -> check("--rates", rate, MOST_PER_SECOND));
    checkSides(services);
    final Optional<Summary> earlier = report.earlier();
    requireAll(services);
    final Environment environment = Environment.here();
    System.err.println(environment);
    final Machine machine = Machine.here();
    final Optional<Placement> placement = placement();
    final Setup setup =
        new Setup(
            placement.map(Placement::before).orElse(List.of()),
            Variant.split(jvmArgs),
            options,
            plan(),
            quick ? 1 : 2);
    final Campaign campaign =
        new Campaign(
            setup,
            rates.isEmpty() ? new Rates.Shares(USUAL_SHARES) : new Rates.Given(rates),
            turns(),
            placement
                .map(one -> "Each service had one processor, %s.".formatted(one.words()))
                .orElse(""),
            so -> report.write(summary(so, environment, machine), List.of()));
    campaign.run(services, this::sides);
    return report.finish(System.out, summary(campaign, environment, machine), earlier, json);
  }

  private Summary summary(Campaign campaign, Environment environment, Machine machine) {
    final List<String> args = spec.commandLine().getParseResult().originalArgs();
    return new Summary(
        environment,
        Stream.concat(Stream.of(spec.name()), args.stream().filter(arg -> !arg.equals(spec.name())))
            .toList(),
        jvmArgs,
        turns(),
        plan(),
        campaign.rows(),
        machine,
        campaign.notes());
  }

  /// Returns where the services run, if that is one processor, and moves this process and the loads
  /// that it will start away from it.
  private Optional<Placement> placement() throws InterruptedException {
    if (!oneCpu) {
      return Optional.empty();
    }
    final Placement placement = Placement.takeTurns();
    if (!placement.isConfined()) {
      throw CommandException.failure(
          "--one-cpu needs the command taskset, which keeps a process on one processor: Debian has"
              + " it in util-linux");
    }
    return Optional.of(placement);
  }

  private int turns() {
    return rounds == null ? (quick ? 2 : 3) : rounds;
  }

  private Plan plan() {
    return new Plan(
        1_000 * (warmUp == null ? (quick ? 8 : 20) : warmUp),
        seconds == null ? (quick ? 4 : 10) : seconds,
        SAMPLE_MILLIS);
  }

  private List<Service> services() {
    return names.isEmpty() ? Services.all() : names.stream().map(this::service).toList();
  }

  private Service service(String name) {
    return Services.named(name)
        .orElseThrow(() -> {
          final List<String> all = Services.all().stream().map(Service::name).toList();
          return wrong(
              "there is no service '%s'; %s"
                  .formatted(
                      name,
                      Misuse.nearest(name, all)
                          .map("the nearest is '%s'"::formatted)
                          .orElse("there are " + String.join(", ", all))));
        });
  }

  /// Those that a service has, of those that were asked for, in their order.
  private List<Side> sides(Service service) {
    return service.sides().stream().sorted().filter(this::takesPart).toList();
  }

  private boolean takesPart(Side side) {
    return only.isEmpty() ? peers || !side.peer() : only.contains(side.title());
  }

  private void checkSides(List<Service> services) {
    for (final String side : only) {
      if (Side.named(side).isEmpty()) {
        throw wrong(
            "--only %s: no such side; there are %s"
                .formatted(side, String.join(", ", Side.titles())));
      }
    }
    for (final Service service : services) {
      if (sides(service).isEmpty()) {
        throw wrong(
            "--only %s: %s has none of these; it has %s"
                .formatted(
                    String.join(",", only),
                    service.name(),
                    service.sides().stream()
                        .sorted()
                        .map(Side::title)
                        .collect(Collectors.joining(", "))));
      }
    }
  }

  private void check(String option, @Nullable Integer value, int most) {
    if (value != null && (value < 1 || value > most)) {
      throw wrong("%s %d: a whole number from 1 to %,d".formatted(option, value, most));
    }
  }

  private void requireAll(List<Service> services) {
    if (!Files.exists(ACCOUNTS)) {
      throw CommandException.failure(
          "there is no %s: services are measured by what Linux tells of a process"
              .formatted(ACCOUNTS));
    }
    if (!Files.exists(options)) {
      throw wrong(
          "no option file at %s: \"./mvnw -DskipTests package\" makes it; or use --options"
              .formatted(options));
    }
    for (final Service service : services) {
      if (!Files.exists(service.jar())) {
        throw wrong(
            "%s is not built, there is no %s: \"./mvnw -DskipTests -Pservices package\" makes it"
                .formatted(service.name(), service.jar()));
      }
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private static void describe(Service service) {
    System.out.printf(
        "%s%n    %s%n    sides: %s%n",
        service.name(),
        service.description(),
        service.sides().stream().sorted().map(Side::title).collect(Collectors.joining(", ")));
  }
}

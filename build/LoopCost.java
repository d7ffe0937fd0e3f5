import io.smolscale.bench.http.Delivery;
import io.smolscale.bench.http.LoadProcess;
import io.smolscale.bench.http.NettyServer;
import io.smolscale.bench.http.Server;
import io.smolscale.bench.http.VertxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Compares what a request costs a server whose event loops are the framework's own, and one whose
/// loops are virtual threads on smolscale, on a machine that others use, too:
///
/// `java -cp smolscale-bench/target/smolscale-bench.jar build/LoopCost.java netty|vertx RATE
/// [ROUNDS]` in the root of a checkout, after `./mvnw -DskipTests package`.
///
/// Where `./smolscale bench netty-1000` has a fresh JVM for each figure, here all servers live on
/// and take turns of a second, each with its own load process: what happens to the machine happens
/// to neighbours alike. The ratio is the median of those of one round. CPU time and context
/// switches are those of all threads of the server but the JIT compilers.
final class LoopCost {
  private static final int CONNECTIONS = 50;
  private static final int WARM_UP_PER_SECOND = 10_000;
  private static final int WARM_UP_REQUESTS = 120_000;
  private static final String OURS = "@smolscale-core/target/smolscale.args";

  private LoopCost() {}

  private record Slice(double cpuMicros, double switches, double p50, double p99) {}

  private record Usage(long cpuNanos, long switches) {}

  private record Side(String name, Process process, LoadProcess load, List<Slice> slices) {}

  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("serve")) {
      serve(args[1]);
      return;
    }
    if (args.length < 2) {
      System.err.println("usage: java -cp … build/LoopCost.java netty|vertx RATE [ROUNDS]");
      System.exit(2);
    }
    int rate = Integer.parseInt(args[1]);
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 30;
    List<Side> sides =
        List.of(
            start("jdk, own loop", args[0], List.of()),
            start("smolscale, own loop", args[0], List.of(OURS)),
            start("smolscale, loop inside", args[0] + "-inside", List.of(OURS)),
            start("answer in the loop", "floor", List.of()));
    long seed = 1;
    for (Side side : sides) {
      var _ = side.load.send(WARM_UP_PER_SECOND, WARM_UP_REQUESTS, seed++);
    }
    for (int round = 0; round < rounds; round++) {
      for (Side side : sides) {
        side.slices.add(slice(side, rate, seed++));
      }
    }
    print(sides);
    for (Side side : sides) {
      side.load.close();
      side.process.getOutputStream().close();
    }
  }

  private static void serve(String kind) throws IOException {
    Server server =
        switch (kind) {
          case "netty" -> NettyServer.startHandingOver(false);
          case "netty-inside" -> NettyServer.startHandingOver(true);
          case "vertx" -> VertxServer.start(false);
          case "vertx-inside" -> VertxServer.start(true);
          case "floor" -> NettyServer.start();
          default -> throw new IllegalArgumentException("no server " + kind);
        };
    System.out.println(server.port());
    while (System.in.read() >= 0) {
      // until whoever measures is gone
    }
    System.exit(0);
  }

  private static Side start(String name, String kind, List<String> options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m"));
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), "build/LoopCost.java", "serve", kind));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    int port = Integer.parseInt(process.inputReader().readLine());
    return new Side(name, process, LoadProcess.start(port, CONNECTIONS), new ArrayList<>());
  }

  private static Slice slice(Side side, int rate, long seed) throws IOException {
    Usage before = usage(side.process.pid());
    return switch (side.load.send(rate, rate, seed)) {
      case Delivery.Answered(var latency, var _) -> {
        Usage after = usage(side.process.pid());
        yield new Slice(
            (after.cpuNanos - before.cpuNanos) / 1e3 / rate,
            (after.switches - before.switches) / (double) rate,
            latency.getValueAtPercentile(50) / 1e3,
            latency.getValueAtPercentile(99) / 1e3);
      }
      case Delivery.Unanswered(String why) -> throw new IllegalStateException(why);
      case Delivery.Broken(String why) -> throw new IllegalStateException(why);
    };
  }

  private static Usage usage(long pid) throws IOException {
    long cpu = 0;
    long switches = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      for (Path task : tasks.toList()) {
        try {
          String name = Files.readString(task.resolve("comm"));
          if (!name.startsWith("C1 Comp") && !name.startsWith("C2 Comp")) {
            cpu += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
            for (String line : Files.readAllLines(task.resolve("status"))) {
              if (line.contains("ctxt_switches")) {
                switches += Long.parseLong(line.replaceAll("\\D", ""));
              }
            }
          }
        } catch (NoSuchFileException e) {
          // a thread that has ended
        }
      }
    }
    return new Usage(cpu, switches);
  }

  private static void print(List<Side> sides) {
    System.out.println("| | CPU, µs a request | ratio | switches | p50 | p99, µs | ratio |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    Side base = sides.getFirst();
    for (Side side : sides) {
      List<Double> cpu = new ArrayList<>();
      List<Double> p99 = new ArrayList<>();
      for (int i = 0; i < side.slices.size(); i++) {
        cpu.add(side.slices.get(i).cpuMicros / base.slices.get(i).cpuMicros);
        p99.add(side.slices.get(i).p99 / base.slices.get(i).p99);
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.2f | %.2f | %.0f | %.0f | %.2f |%n",
          side.name,
          median(side.slices.stream().map(Slice::cpuMicros).toList()),
          median(cpu),
          median(side.slices.stream().map(Slice::switches).toList()),
          median(side.slices.stream().map(Slice::p50).toList()),
          median(side.slices.stream().map(Slice::p99).toList()),
          median(p99));
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}

import io.smolscale.bench.http.BlockingServer;
import io.smolscale.bench.http.Delivery;
import io.smolscale.bench.http.LoadProcess;
import io.smolscale.bench.http.Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Measures what it costs a blocking HTTP server on smolscale to be looked at, by `smolscale top`
/// and by `smolscale record`:
///
/// `java -cp smolscale-bench/target/smolscale-bench.jar build/LookCost.java [RATE [ROUNDS]]` in the
/// root of a checkout, after `./mvnw -DskipTests package`.
///
/// One server lives on. It serves the same rate for four seconds with nobody who looks, with each
/// of the commands, and again; the ratio is the median of those of one round. CPU time is that of
/// all threads of the server but the JIT compilers; what the command itself takes in its own
/// process is not in it.
final class LookCost {
  private static final int CONNECTIONS = 50;
  private static final int SECONDS = 4;
  private static final int WARM_UP_SECONDS = 20;
  private static final long MILLIS_TO_BEGIN = 3_000; // a command's JVM starts, and attaches

  private static final Map<String, List<String>> LOOKS = new LinkedHashMap<>();

  static {
    LOOKS.put("nobody looks", List.of());
    LOOKS.put("top", List.of("top", "--json"));
    LOOKS.put("record", List.of("record", "--seconds", "60", "-o", "/dev/null"));
  }

  private LookCost() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 1 && args[0].equals("serve")) {
      serve();
      return;
    }
    int rate = args.length > 0 ? Integer.parseInt(args[0]) : 20_000;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 8;
    Process server = java(List.of("@smolscale-core/target/smolscale.args"), "serve");
    int port = Integer.parseInt(server.inputReader().readLine());
    Map<String, List<Double>> cpu = new LinkedHashMap<>();
    long seed = 1;
    try (LoadProcess load = LoadProcess.start(port, CONNECTIONS)) {
      var _ = load.send(rate, (long) rate * WARM_UP_SECONDS, seed++);
      for (int round = 0; round < rounds; round++) {
        for (Map.Entry<String, List<String>> look : LOOKS.entrySet()) {
          double micros = micros(server.pid(), load, rate, seed++, look.getValue());
          System.err.printf(Locale.ROOT, "%s: %.2f us%n", look.getKey(), micros);
          cpu.computeIfAbsent(look.getKey(), _ -> new ArrayList<>()).add(micros);
        }
      }
    }
    server.getOutputStream().close();
    print(cpu, rate);
  }

  private static void serve() throws IOException {
    Server server = BlockingServer.start(Thread.ofVirtual().factory(), 0, false);
    System.out.println(server.port());
    while (System.in.read() >= 0) {
      // until whoever measures is gone
    }
    System.exit(0);
  }

  private static Process java(List<String> options, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "build/LookCost.java"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /// CPU time a request, in microseconds, while a command looks.
  private static double micros(long pid, LoadProcess load, int rate, long seed, List<String> look)
      throws Exception {
    Process looks = look.isEmpty() ? null : look(pid, look);
    Thread.sleep(MILLIS_TO_BEGIN);
    long before = cpuNanos(pid);
    if (!(load.send(rate, (long) rate * SECONDS, seed) instanceof Delivery.Answered)) {
      throw new IllegalStateException("not all requests were answered");
    }
    long after = cpuNanos(pid);
    if (looks != null) {
      if (!looks.isAlive()) {
        throw new IllegalStateException(look + " ended with " + looks.exitValue());
      }
      looks.destroy(); // the end of a recording is not in the figure
      looks.waitFor(10, TimeUnit.SECONDS);
    }
    return (after - before) / 1e3 / rate / SECONDS;
  }

  private static Process look(long pid, List<String> look) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", "smolscale-cli/target/smolscale-cli.jar"));
    command.addAll(look);
    command.add(String.valueOf(pid));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long cpuNanos(long pid) throws IOException {
    long cpu = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc", String.valueOf(pid), "task"))) {
      for (Path task : tasks.toList()) {
        try {
          String name = Files.readString(task.resolve("comm"));
          if (!name.startsWith("C1 Comp") && !name.startsWith("C2 Comp")) {
            cpu += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
          }
        } catch (NoSuchFileException e) {
          // a thread that has ended
        }
      }
    }
    return cpu;
  }

  private static void print(Map<String, List<Double>> cpu, int rate) {
    List<Double> base = cpu.get("nobody looks");
    System.out.println("| | CPU, µs a request | ratio (least, most) | of a core |");
    System.out.println("| --- | --- | --- | --- |");
    cpu.forEach((look, all) -> {
      List<Double> ratios = new ArrayList<>();
      List<Double> more = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        ratios.add(all.get(i) / base.get(i));
        more.add((all.get(i) - base.get(i)) * rate / 1e6);
      }
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.3f (%.3f, %.3f) | %+.1f %% |%n",
          look,
          median(all),
          median(ratios),
          ratios.stream().min(Double::compare).orElseThrow(),
          ratios.stream().max(Double::compare).orElseThrow(),
          100 * median(more));
    });
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}

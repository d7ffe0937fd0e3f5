import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

/// What a request costs a Spring Boot service on Tomcat, on the JDK's scheduler, on smolscale, and
/// on smolscale with the server's loops inside: CPU time and context switches of the service's
/// process, and how long requests take. In the root of a checkout, on Linux:
///
/// ```text
/// ./mvnw -DskipTests package -pl smolscale-spring-boot-starter -am
/// java build/ServerCost.java
/// ```
///
/// The service is the starter's `JsonApplication`, in fresh JVMs, the sides in turn. The load comes
/// from this process: 50 connections, requests at random moments (Poisson), and a request that is
/// late counts from the moment when it was due. This process sleeps while nothing is near, so that
/// it leaves the service its processors.
///
/// The environment: ROUNDS, JVMs a side (3); RATES, requests a second (400,1200); SECONDS for each
/// (20); WARM_UP, seconds (30): the compiler is at work for as long; SIDES (jdk,smolscale,inside);
/// JVM_ARGS, options for all.
final class ServerCost {
  private static final Path STARTER = Path.of("smolscale-spring-boot-starter", "target");
  private static final String OPTION_FILE = "@smolscale-core/target/smolscale.args";
  private static final int CONNECTIONS = 50;
  private static final int WARM_UP_PER_SECOND = 2_000;
  private static final long TICKS_A_SECOND = 100; // of /proc, on every Linux

  private static final Map<String, List<String>> SIDES = new LinkedHashMap<>();

  static {
    SIDES.put("jdk", List.of("", "--smolscale.server.inside=false"));
    SIDES.put("smolscale", List.of(OPTION_FILE, "--smolscale.server.inside=false"));
    SIDES.put("inside", List.of(OPTION_FILE, "--smolscale.server.inside=true"));
  }

  private ServerCost() {}

  /// One side at one rate in one JVM: micro- and milliseconds, switches a request.
  private record Cost(double cpu, double switches, double p50, double p99, double p999) {}

  public static void main(String[] args) throws Exception {
    if (args.length > 0) {
      System.err.println(
          "usage: java build/ServerCost.java; the comment in it names what it reads");
      System.exit(2);
    }
    if (!Files.isDirectory(STARTER.resolve("lib"))) {
      System.err.println("no " + STARTER.resolve("lib") + ": package the starter first");
      System.exit(1);
    }
    int rounds = Integer.parseInt(environment("ROUNDS", "3"));
    int seconds = Integer.parseInt(environment("SECONDS", "20"));
    int warmUp = WARM_UP_PER_SECOND * Integer.parseInt(environment("WARM_UP", "30"));
    List<Integer> rates =
        Arrays.stream(environment("RATES", "400,1200").split(",")).map(Integer::valueOf).toList();
    List<String> sides = List.of(environment("SIDES", "jdk,smolscale,inside").split(","));
    Map<String, List<Cost>> all = new LinkedHashMap<>();
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < sides.size(); i++) {
        String side = sides.get((i + round) % sides.size());
        try (Service service = Service.start(side)) {
          Load load = new Load(service.port);
          load.send(WARM_UP_PER_SECOND, warmUp, 1);
          for (int rate : rates) {
            Cost cost = service.measure(load, rate, rate * seconds, 100 + round);
            all.computeIfAbsent(side + " " + rate, _ -> new ArrayList<>()).add(cost);
            System.err.println(side + " " + rate + " " + cost);
          }
        }
      }
    }
    print(all, sides, rates);
  }

  private static String environment(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }

  private static void print(Map<String, List<Cost>> all, List<String> sides, List<Integer> rates) {
    System.out.println("| a second | side | CPU, µs | switches | p50, ms | p99, ms | p99.9, ms |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    for (int rate : rates) {
      List<Cost> base = all.get(sides.getFirst() + " " + rate);
      for (String side : sides) {
        List<Cost> costs = all.get(side + " " + rate);
        System.out.printf(
            Locale.ROOT,
            "| %d | %s | %s | %s | %s | %s | %s |%n",
            rate,
            side,
            cell(costs, base, Cost::cpu),
            cell(costs, base, Cost::switches),
            cell(costs, base, Cost::p50),
            cell(costs, base, Cost::p99),
            cell(costs, base, Cost::p999));
      }
    }
  }

  /// The median, and over the median of the first side.
  private static String cell(List<Cost> costs, List<Cost> base, ToDoubleFunction<Cost> of) {
    double value = median(costs, of);
    return String.format(
        Locale.ROOT, value < 100 ? "%.2f (%.2f)" : "%.0f (%.2f)", value, value / median(base, of));
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> of) {
    double[] sorted = costs.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /// The service's JVM.
  private static final class Service implements AutoCloseable {
    private final Process process;
    private final int port;

    private Service(Process process, int port) {
      this.process = process;
      this.port = port;
    }

    static Service start(String side) throws IOException {
      List<String> of = SIDES.get(side);
      if (of == null) {
        throw new IllegalArgumentException("no side " + side + ": " + SIDES.keySet());
      }
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      if (!of.getFirst().isEmpty()) {
        command.add(of.getFirst());
      }
      command.addAll(List.of("-Xms256m", "-Xmx256m"));
      Arrays.stream(environment("JVM_ARGS", "").split(" "))
          .filter(option -> !option.isEmpty())
          .forEach(command::add);
      command.addAll(
          List.of(
              "-cp",
              STARTER.resolve("test-classes")
                  + ":"
                  + STARTER.resolve("classes")
                  + ":"
                  + STARTER.resolve("lib")
                  + "/*",
              "io.smolscale.spring.JsonApplication",
              "--spring.threads.virtual.enabled=true",
              "--server.address=127.0.0.1",
              "--server.port=0",
              "--server.tomcat.max-keep-alive-requests=-1",
              "--server.tomcat.keep-alive-timeout=10m",
              of.getLast()));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out = process.inputReader();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.startsWith("port: ")) {
          return new Service(process, Integer.parseInt(line.substring("port: ".length())));
        }
      }
      throw new IOException("it never said its port");
    }

    Cost measure(Load load, int rate, int requests, long seed) throws IOException {
      long ticks = ticks();
      long switches = switches();
      double[] millis = load.send(rate, requests, seed);
      double cpu = (ticks() - ticks) * (1e6 / TICKS_A_SECOND) / requests;
      double switched = (double) (switches() - switches) / requests;
      return new Cost(cpu, switched, at(millis, .5), at(millis, .99), at(millis, .999));
    }

    private static double at(double[] sorted, double part) {
      return sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
    }

    private long ticks() throws IOException {
      String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private long switches() throws IOException {
      long sum = 0;
      try (DirectoryStream<Path> tasks =
          Files.newDirectoryStream(Path.of("/proc", String.valueOf(process.pid()), "task"))) {
        for (Path task : tasks) {
          try {
            for (String line : Files.readAllLines(task.resolve("status"))) {
              if (line.contains("ctxt_switches")) {
                sum += Long.parseLong(line.substring(line.indexOf(':') + 1).trim());
              }
            }
          } catch (IOException _) {
            // the thread has ended meanwhile
          }
        }
      }
      return sum;
    }

    @Override
    public void close() throws Exception {
      process.getOutputStream().close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
  }

  /// A client of many connections on one thread, which sends at given moments.
  private static final class Load {
    private static final long WAKE_UP_NANOS = 150_000;
    private static final long REPLY_IS_NEAR_NANOS = 500_000;
    private static final long MILLI = 1_000_000;
    private static final long PATIENCE_NANOS = 20_000 * MILLI;

    private final Selector selector = Selector.open();
    private final ArrayDeque<Connection> free = new ArrayDeque<>();
    private double[] millis = {};
    private int answered;

    Load(int port) throws IOException {
      for (int i = 0; i < CONNECTIONS; i++) {
        free.add(new Connection(port, selector));
      }
    }

    /// Returns the latencies, sorted.
    double[] send(int perSecond, int count, long seed) throws IOException {
      SplittableRandom random = new SplittableRandom(seed);
      double meanGap = 1e9 / perSecond;
      millis = new double[count];
      answered = 0;
      long start = System.nanoTime();
      double at = random.nextExponential() * meanGap;
      long lastSent = start;
      int sent = 0;
      while (answered < count) {
        long now = System.nanoTime();
        while (sent < count && start + (long) at <= now && !free.isEmpty()) {
          free.remove().send(sent++, start + (long) at);
          at += random.nextExponential() * meanGap;
          lastSent = now;
        }
        if (now - lastSent > PATIENCE_NANOS) {
          throw new IOException((sent - answered) + " requests without an answer");
        }
        long left = sent < count ? start + (long) at - now : Long.MAX_VALUE;
        if (free.size() == CONNECTIONS && left > 2 * WAKE_UP_NANOS) {
          LockSupport.parkNanos(left - WAKE_UP_NANOS);
        } else if (left > 2 * MILLI && now - lastSent > REPLY_IS_NEAR_NANOS) {
          selector.select(this::receive, Math.min(left, 50 * MILLI) / MILLI - 1);
        } else {
          selector.selectNow(this::receive);
        }
      }
      Arrays.sort(millis);
      return millis;
    }

    private void receive(SelectionKey key) {
      Connection connection = (Connection) key.attachment();
      try {
        if (connection.receive()) {
          millis[answered++] = (System.nanoTime() - connection.due) / 1e6;
          free.add(connection);
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static final class Connection {
    private static final int CHUNKED = 0;
    private static final byte[] END_OF_CHUNKS = "\r\n0\r\n\r\n".getBytes(ISO_8859_1);

    private final SocketChannel channel;
    private final ByteBuffer reply = ByteBuffer.allocate(8_192);
    private long due;
    private int expected; // of bytes in all; -1: not known yet

    Connection(int port, Selector selector) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
    }

    void send(int number, long due) throws IOException {
      this.due = due;
      expected = -1;
      reply.clear();
      ByteBuffer request =
          ByteBuffer.wrap(
              ("GET /orders/" + number + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                  .getBytes(ISO_8859_1));
      channel.write(request);
      if (request.hasRemaining()) {
        throw new IOException("a few dozen bytes did not fit into the send buffer");
      }
    }

    /// Takes in what there is; returns whether the reply is complete.
    boolean receive() throws IOException {
      if (channel.read(reply) < 0) {
        throw new IOException("the server closed a connection");
      }
      int length = reply.position();
      if (length >= 12 && reply.get(9) != '2') {
        throw new IOException(new String(reply.array(), 0, length, ISO_8859_1));
      }
      if (expected < 0) {
        expected = expectedLength(new String(reply.array(), 0, length, ISO_8859_1));
      }
      return expected == CHUNKED
          ? length > END_OF_CHUNKS.length
              && Arrays.equals(
                  reply.array(),
                  length - END_OF_CHUNKS.length,
                  length,
                  END_OF_CHUNKS,
                  0,
                  END_OF_CHUNKS.length)
          : length == expected;
    }

    /// Of head and body; -1 while the head is not complete.
    private static int expectedLength(String reply) throws IOException {
      int head = reply.indexOf("\r\n\r\n");
      if (head < 0) {
        return -1;
      }
      for (String line : reply.substring(0, head).toLowerCase(Locale.ROOT).split("\r\n")) {
        if (line.startsWith("content-length:")) {
          return head + 4 + Integer.parseInt(line.substring("content-length:".length()).trim());
        }
        if (line.startsWith("transfer-encoding:")) {
          return CHUNKED;
        }
      }
      throw new IOException("no length: " + reply);
    }
  }
}

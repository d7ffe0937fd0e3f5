package io.smolscale.bench.workload;

import com.softwaremill.jox.Channel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// All workloads, by name.
public final class Workloads {
  private static final int RING = 300;
  private static final int CONNECTIONS = 50;
  private static final int READ_TIMEOUT_MILLIS = 30_000;
  private static final Pattern WITH_NUMBER = Pattern.compile("(.*)-(\\d{1,7})");

  private Workloads() {}

  /// The workloads of a full comparison, in the order of the report: virtual threads, then plain
  /// tasks.
  public static List<Workload> all() {
    return Stream.concat(threads().stream(), Callbacks.all().stream()).toList();
  }

  private static List<Workload> threads() {
    return List.of(
        new PingPong("ping-pong", 1),
        new PingPong("pairs-100", 100),
        new FanOut(1_000, Driver.INSIDE),
        new ScatterGather(100),
        ring("ring-abq", "ArrayBlockingQueue(1)", () -> Line.of(new ArrayBlockingQueue<>(1))),
        ring("ring-sq", "SynchronousQueue", () -> Line.of(new SynchronousQueue<>())),
        ring("ring-ltq", "LinkedTransferQueue", () -> Line.of(new LinkedTransferQueue<>())),
        ring("ring-lbq", "LinkedBlockingQueue", () -> Line.of(new LinkedBlockingQueue<>())),
        ring("ring-jox", "a Jox rendezvous channel", () -> Line.of(Channel.newRendezvousChannel())),
        ring("ring-jox-16", "a Jox channel of 16", () -> Line.of(Channel.newBufferedChannel(16))),
        new MessageStream(
            "stream-abq", "ArrayBlockingQueue(100)", () -> Line.of(new ArrayBlockingQueue<>(100))),
        new MessageStream(
            "stream-lbq",
            "LinkedBlockingQueue(100)",
            () -> Line.of(new LinkedBlockingQueue<>(100))),
        new MessageStream("stream-sq", "SynchronousQueue", () -> Line.of(new SynchronousQueue<>())),
        new MessageStream(
            "stream-jox",
            "a Jox rendezvous channel",
            () -> Line.of(Channel.newRendezvousChannel())),
        new MessageStream(
            "stream-jox-100",
            "a Jox channel of 100",
            () -> Line.of(Channel.newBufferedChannel(100))),
        new StartJoin(Driver.INSIDE),
        new StartJoin(Driver.OUTSIDE),
        new StartMany("start-many", 25_000, Driver.INSIDE),
        new Yields(300, 300),
        new Tree(10, 4),
        new Errand("ping-pong-outside", 1, 0),
        new FanOut(1_000, Driver.OUTSIDE),
        new Errand("switch-quiet-outside", 300, 0),
        new Errand("switch-busy-outside", 30, 300),
        new StartMany("start-many-outside", 25_000, Driver.OUTSIDE),
        new CpuTasks(64, 2_000),
        new BesideYielders(30, 300),
        Obstructed.onEachCore("start-beside-hogs", Obstacle.HOG, Probe.START),
        Obstructed.onEachCore("echo-beside-hogs", Obstacle.HOG, Probe.ECHO),
        Obstructed.onEachCore("start-beside-pins", Obstacle.PIN, Probe.START),
        new Obstructed("sleep-beside-yielders", 1_000, Obstacle.YIELDER, Probe.SLEEP),
        partLoad(5_000),
        partLoad(20_000),
        partLoad(50_000),
        new PartLoad("part-load-long", 2_000, 0.02),
        http(1_000),
        http(10_000),
        http(30_000),
        httpHops("http-hops", 10_000),
        httpConnections(5_000),
        Http.besideHogs("http-beside-hogs", new HttpSite.Shape(CONNECTIONS, 0, false), 500),
        new Idle(1_000),
        new Sleepers(100, Duration.ofMillis(10)),
        new ManySleepers("sleepers-million", 1_000_000));
  }

  /// The workload of this name: one of [#all()], or one of a family that takes any number, such as
  /// `part-load-N` and `http-N` for any rate.
  public static Optional<Workload> named(String name) {
    return all().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .or(() -> withNumber(name));
  }

  private static Optional<Workload> withNumber(String name) {
    final Matcher matcher = WITH_NUMBER.matcher(name);
    final int number = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    if (number == 0) {
      return Optional.empty();
    }
    return switch (matcher.group(1)) {
      case "part-load" -> Optional.of(partLoad(number));
      case "http" -> Optional.of(http(number));
      case "http-hops" -> Optional.of(httpHops(name, number));
      case "http-connections" -> Optional.of(httpConnections(number));
      case "start-many" -> Optional.of(new StartMany(name, number, Driver.INSIDE));
      case "tasks-start-many" -> Optional.of(Callbacks.startMany(number));
      default -> Optional.empty();
    };
  }

  private static Workload ring(String name, String channel, Supplier<Line<TokenRing.Token>> line) {
    return new Ring(name, channel, RING, line);
  }

  private static Workload partLoad(int perSecond) {
    return new PartLoad("part-load-" + perSecond, perSecond, 0);
  }

  private static Workload http(int perSecond) {
    return Http.at("http-" + perSecond, new HttpSite.Shape(CONNECTIONS, 0, false), perSecond);
  }

  private static Workload httpHops(String name, int perSecond) {
    return Http.at(name, new HttpSite.Shape(CONNECTIONS, READ_TIMEOUT_MILLIS, true), perSecond);
  }

  private static Workload httpConnections(int connections) {
    return Http.at(
        "http-connections-" + connections, new HttpSite.Shape(connections, 0, false), 10_000);
  }
}

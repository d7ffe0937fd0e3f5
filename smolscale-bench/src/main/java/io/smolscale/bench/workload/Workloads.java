package io.smolscale.bench.workload;

import com.softwaremill.jox.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// All workloads, by name.
public final class Workloads {
  private static final int RING = 300;
  private static final List<String> ON_CORES =
      List.of("cpu-64", "yields", "ring-abq", "pairs-100", "part-load-20000", "http-10000");

  /// What takes long, or says again from outside of the scheduler what is seen from inside.
  private static final Set<String> NOT_QUICK =
      Set.of(
          "ping-pong-outside",
          "fan-out-outside",
          "switch-quiet-outside",
          "switch-busy-outside",
          "start-many-outside",
          "http-connections-5000",
          "netty-1000",
          "netty-8000",
          "vertx-4000",
          "blocking-force",
          "blocking-sync",
          "blocking-pipe-sync",
          "blocking-pipe",
          "sleepers-million");

  private Workloads() {}

  /// The workloads of a full comparison, in the order of the report: virtual threads, plain tasks,
  /// and actors.
  public static List<Workload> all() {
    return Stream.of(threads(), TimedWaits.all(), channels(), Callbacks.all(), Actors.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Those of a quick comparison: without those that compare channels or take long, and mostly
  /// driven from inside the scheduler or pool.
  public static List<Workload> quick() {
    return Stream.concat(
            threads().stream().filter(workload -> !NOT_QUICK.contains(workload.name())),
            Callbacks.fromInside().stream())
        .toList();
  }

  /// Messages over other queues, which say as much about the queue as about the scheduler.
  private static List<Workload> channels() {
    return List.of(
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
            () -> Line.of(Channel.newBufferedChannel(100))));
  }

  private static List<Workload> threads() {
    return List.of(
        new PingPong("ping-pong", 1),
        Series.PAIRS.of(100),
        new FanOut(1_000, Driver.INSIDE),
        new ScatterGather(100),
        ring("ring-abq", "ArrayBlockingQueue(1)", () -> Line.of(new ArrayBlockingQueue<>(1))),
        ring("ring-sq", "SynchronousQueue", () -> Line.of(new SynchronousQueue<>())),
        ring("ring-ltq", "LinkedTransferQueue", () -> Line.of(new LinkedTransferQueue<>())),
        new StartJoin(Driver.INSIDE),
        new StartJoin(Driver.OUTSIDE),
        new StartMany("start-many", 25_000, Driver.INSIDE),
        new Yields(300, 300),
        new Tree(10, 4),
        Series.SKYNET.of(100_000),
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
        Series.PART_LOAD.of(5_000),
        Series.PART_LOAD.of(20_000),
        Series.PART_LOAD.of(50_000),
        new PartLoad("part-load-long", 2_000, PartLoad.HOPS, 0.02),
        Series.HTTP.of(1_000),
        Series.HTTP.of(10_000),
        Series.HTTP.of(30_000),
        Series.HTTP_HOPS.as("http-hops", 10_000),
        Series.HTTP_CONNECTIONS.of(5_000),
        Series.NETTY.of(1_000),
        Series.NETTY.of(8_000),
        Series.VERTX.of(4_000),
        new Blocking(Blocking.Call.FORCE),
        new Blocking(Blocking.Call.SYNC),
        new Blocking(Blocking.Call.PIPE_SYNC),
        new Blocking(Blocking.Call.PIPE),
        Http.besideHogs("http-beside-hogs", new HttpSite.Shape(50, 0, false), 500),
        new Idle(1_000),
        new Sleepers("sleepers", 100, Duration.ofMillis(10)),
        new Sleepers("idle-jitter", 1, Duration.ofMillis(10)),
        Series.TIMER_PAIRS.as("timer-pairs", 10),
        new ManySleepers("sleepers-million", 1_000_000));
  }

  /// What shows how costs grow with one number: of threads, connections, hops or cores.
  public static List<Workload> scaling() {
    final List<Workload> scaling = new ArrayList<>();
    scaling.addAll(Series.START_MANY.of(100, 1_000, 10_000, 100_000, 1_000_000));
    scaling.addAll(Series.SKYNET.of(100, 1_000, 10_000, 100_000, 1_000_000));
    scaling.addAll(Series.PAIRS.of(1, 10, 100, 1_000, 10_000));
    scaling.addAll(Series.HTTP_CONNECTIONS.of(100, 1_000, 10_000));
    scaling.addAll(Series.PART_LOAD_HOPS.of(1, 3, 10, 30, 100));
    final int cores = Runtime.getRuntime().availableProcessors();
    for (final String name : ON_CORES) {
      IntStream.of(1, 2, cores)
          .distinct()
          .filter(some -> some <= cores)
          .mapToObj(some -> named(name + "-cores-" + some).orElseThrow())
          .forEach(scaling::add);
    }
    return scaling;
  }

  /// The workload of this name: one of [#all()], or one that takes any number, such as `http-N` for
  /// any rate; and each of them with `-cores-N` behind it, for a JVM that sees so many cores.
  public static Optional<Workload> named(String name) {
    return all().stream()
        .filter(workload -> workload.name().equals(name))
        .findFirst()
        .or(() -> Series.named(name));
  }

  private static Workload ring(String name, String channel, Supplier<Line<TokenRing.Token>> line) {
    return new Ring(name, channel, RING, line);
  }
}

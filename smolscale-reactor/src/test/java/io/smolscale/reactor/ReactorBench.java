package io.smolscale.reactor;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// One side of a comparison, in a JVM of its own: `ReactorBench SIDE WORKLOAD`, where the side is
/// `ours` or `theirs`, which build/Versus.java starts, or `loop`: one thread of Reactor's, which
/// hands over to nobody.
final class ReactorBench {
  private static final long WARM_UP_CPU_NANOS = 4_000_000_000L;
  private static final long BLOCK_NANOS = 100_000_000L;
  private static final int LEAST_BLOCKS = 9;

  /// The kernel may count in hundredths of a second.
  private static final long CPU_NANOS = 1_000_000_000L;

  private ReactorBench() {}

  private interface Work {
    void run(Scheduler scheduler, int rounds) throws InterruptedException;
  }

  private record Cost(long wall, long cpu) {}

  public static void main(String[] args) throws Exception {
    Scheduler scheduler =
        switch (args[0]) {
          case "ours" -> SmolscaleSchedulers.global();
          case "theirs" -> Schedulers.parallel();
          case "loop" -> Schedulers.single();
          default -> throw new IllegalArgumentException("ours, theirs or loop, not " + args[0]);
        };
    Work work = workload(args[1]);
    // The first runs load classes, and would pass for long ones.
    int rounds = 1;
    long warm = 0;
    while (warm < WARM_UP_CPU_NANOS) {
      Cost cost = timed(scheduler, work, rounds);
      warm += cost.cpu;
      if (cost.wall < BLOCK_NANOS) {
        rounds *= 2;
      }
    }
    List<Cost> blocks = new ArrayList<>();
    long cpu = 0;
    while (blocks.size() < LEAST_BLOCKS || cpu < CPU_NANOS) {
      Cost block = timed(scheduler, work, rounds);
      blocks.add(block);
      cpu += block.cpu;
    }
    long wall = blocks.stream().mapToLong(Cost::wall).sorted().toArray()[blocks.size() / 2];
    System.out.println("RESULT " + wall / rounds + " " + cpu / blocks.size() / rounds);
  }

  private static Cost timed(Scheduler scheduler, Work work, int rounds)
      throws InterruptedException {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    work.run(scheduler, rounds);
    return new Cost(System.nanoTime() - wall, system.getProcessCpuTime() - cpu);
  }

  /// What a round is: an element through ten hops and the next after it; the same on 100 streams at
  /// once; 1,000 elements through ten hops; 64 that compute.
  private static Work workload(String name) {
    return switch (name) {
      case "one-by-one" -> (scheduler, rounds) -> oneByOne(scheduler, 1, rounds);
      case "streams" -> (scheduler, rounds) -> oneByOne(scheduler, 100, rounds);
      case "pipeline" -> ReactorBench::pipeline;
      case "cpu" -> ReactorBench::computing;
      default ->
          throw new IllegalArgumentException("one-by-one, streams, pipeline or cpu, not " + name);
    };
  }

  private static <T> Flux<T> tenHops(Flux<T> stream, Scheduler scheduler) {
    Flux<T> hops = stream;
    for (int i = 0; i < 10; i++) {
      hops = hops.publishOn(scheduler).map(element -> element);
    }
    return hops;
  }

  /// An element may come around while the call that has emitted the last one has not returned yet,
  /// on another thread.
  private static final Sinks.EmitFailureHandler WAITS =
      Sinks.EmitFailureHandler.busyLooping(Duration.ofSeconds(10));

  /// Each stream has one element under way: as requests and answers do.
  private static void oneByOne(Scheduler scheduler, int streams, int rounds)
      throws InterruptedException {
    CountDownLatch done = new CountDownLatch(streams);
    for (int i = 0; i < streams; i++) {
      Sinks.Many<Integer> sink = Sinks.many().unicast().onBackpressureBuffer();
      AtomicInteger left = new AtomicInteger(rounds);
      tenHops(sink.asFlux(), scheduler)
          .subscribe(element -> {
            if (left.decrementAndGet() > 0) {
              sink.emitNext(element, WAITS);
            } else {
              done.countDown();
            }
          });
      sink.emitNext(i, WAITS);
    }
    if (!done.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("it came to a stop");
    }
  }

  private static void pipeline(Scheduler scheduler, int rounds) {
    for (int i = 0; i < rounds; i++) {
      Long count = tenHops(Flux.range(0, 1_000), scheduler).count().block();
      if (count == null || count != 1_000) {
        throw new IllegalStateException("lost some");
      }
    }
  }

  private static void computing(Scheduler scheduler, int rounds) {
    for (int i = 0; i < rounds; i++) {
      Flux.range(1, 64)
          .flatMap(seed -> Mono.fromCallable(() -> compute(seed)).subscribeOn(scheduler), 64)
          .blockLast();
    }
  }

  private static long compute(long seed) {
    long x = seed;
    for (int i = 0; i < 200_000; i++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}

package io.smolscale.bench.workload;

import io.smolscale.bench.task.Circuit;
import io.smolscale.bench.task.Pool;
import io.smolscale.bench.task.Rounds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Plain tasks and callbacks: the ancestor's benchmarks for those who have no virtual threads.
///
/// @param what happens in a round
/// @param perRound how many operations that is
/// @param inside whether rounds are driven from inside the pool
/// @param circuit makes it
record Callbacks(
    String name,
    String what,
    String operation,
    long perRound,
    boolean inside,
    Function<Pool, Circuit> circuit)
    implements Workload {
  private static final String OUTSIDE = "-outside";

  // Everything computed ends up here, so that no compiler may leave it out.
  private static final AtomicLong SINK = new AtomicLong();

  // The pool outlives a run, as any pool outlives a request.
  private static @Nullable Pool chosen;

  /// All of them, in the order of the report: those with a driver outside of the pool come last.
  static List<Workload> all() {
    final List<Workload> all = new ArrayList<>(fromInside());
    // Whoever starts a computation or a crowd of yielders hardly matters.
    fromInside().stream()
        .filter(workload -> !workload.name.matches(".*-(yields|cpu-64)"))
        .map(Callbacks::fromOutside)
        .forEach(all::add);
    return all;
  }

  /// Those with a driver inside of the pool.
  static List<Callbacks> fromInside() {
    return List.of(
        inside(
            "tasks-start",
            "starts one that does nothing and is told when it is over",
            "one task",
            1,
            Circuit::one),
        startMany("tasks-start-many", 25_000),
        inside(
            "tasks-yields",
            "starts 300 others that run 300 times each, again and again",
            "one run",
            300 * 300,
            pool -> Circuit.yields(pool, 300, 300)),
        inside(
            "tasks-fan-out",
            "sends one message after the other to 1,000 others in turn,"
                + " and goes on when it was received",
            "one message",
            1,
            pool -> Circuit.fanOut(pool, 1_000)),
        inside(
            "tasks-ping-pong",
            "sends a message to another one, which answers",
            "one round trip",
            1,
            Circuit::echo),
        inside(
            "tasks-switch-quiet",
            "sends a message through a chain of 300 others",
            "one hop",
            300,
            pool -> Circuit.chain(pool, 300)),
        inside(
            "tasks-switch-busy",
            "sends a message through a chain of 30 others, beside 300"
                + " that run again and again",
            "one lap",
            1,
            pool -> Circuit.busyChain(pool, 30, 300)),
        inside(
            "tasks-cpu-64",
            "starts 64 others that compute for about 2 ms each",
            "one task",
            64,
            pool -> Circuit.computing(pool, 64, Callbacks::compute)));
  }

  /// So many at once.
  static Callbacks startMany(String name, int tasks) {
    return inside(
        name,
        "starts %,d that do nothing and is told when they are over".formatted(tasks),
        "one task",
        tasks,
        pool -> Circuit.many(pool, tasks));
  }

  @Override
  public String description() {
    return "Plain tasks and callbacks: %s %s, in a loop."
        .formatted(inside ? "a task" : "a thread outside of the pool", what);
  }

  @Override
  public Family family() {
    return Family.TASKS;
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE; // the thread that starts the first task, or all of them
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final Pool pool = pool();
    try (Circuit made = circuit.apply(pool)) {
      final boolean finished =
          inside
              ? Rounds.inside(made, pool.executor(), iterations)
              : Rounds.outside(made, iterations);
      return finished
          ? new Outcome.Completed((double) iterations * perRound)
          : new Outcome.Stuck("no round ended within %d s".formatted(Rounds.PATIENCE.toSeconds()));
    }
  }

  private static Callbacks inside(
      String name, String what, String operation, long perRound, Function<Pool, Circuit> circuit) {
    return new Callbacks(name, what, operation, perRound, true, circuit);
  }

  private Callbacks fromOutside() {
    return new Callbacks(name + OUTSIDE, what, operation, perRound, false, circuit);
  }

  private static void compute(long seed) {
    SINK.addAndGet(Work.burn(seed, 2_000 * Work.STEPS_PER_MICRO));
  }

  private static synchronized Pool pool() {
    Pool pool = chosen;
    if (pool == null) {
      pool = Pool.chosen();
      chosen = pool;
    }
    return pool;
  }
}

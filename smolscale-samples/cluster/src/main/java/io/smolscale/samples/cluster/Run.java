package io.smolscale.samples.cluster;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One cluster from its start to its end: warm up, measure, kill a node, start it again, count.
///
/// @param plan how long and how much
/// @param options the option file of smolscale
/// @param out where it tells what is going on, second by second
record Run(Plan plan, Path options, PrintStream out) {
  private static final int NODES = 3;
  private static final long LIMIT_SECONDS = 120;

  /// @param counters how many entities there are
  /// @param rate additions a second
  /// @param warmUp seconds before the measurement
  /// @param seconds of the measurement
  /// @param down seconds from the death of a node to its return
  /// @param after seconds from its return to the end of the load
  record Plan(int counters, int rate, int warmUp, int seconds, int down, int after) {}

  /// What came of it.
  ///
  /// @param thread where the actors ran
  /// @param rate acknowledged additions a second, while it was measured
  /// @param cpuMicros of each node, CPU time for each addition that was acknowledged, of any node
  /// @param pause the longest time without any acknowledgement, in seconds, as seen once a second
  /// @param acknowledged how many additions
  /// @param again how many were sent more than once
  /// @param counted how many the counters have
  /// @param lost how many acknowledged ones are not among these
  /// @param twice how many have been counted more than once
  record Result(
      Side side,
      String thread,
      double rate,
      List<Double> cpuMicros,
      int pause,
      long acknowledged,
      long again,
      long counted,
      long lost,
      long twice) {

    double cpuMicrosInAll() {
      return cpuMicros.stream().mapToDouble(one -> one).sum();
    }

    boolean good() {
      return lost == 0 && twice == 0;
    }
  }

  /// @param victim the node that is killed
  Result on(Side side, int victim) throws Exception {
    out.printf("%s: starting %d nodes ...%n", side.title(), NODES);
    try (Nodes nodes = new Nodes(side, options, NODES);
        Load load = new Load(nodes.ports(), plan.counters(), plan.rate())) {
      out.printf("%s: up, actors run on %s%n", side.title(), nodes.thread());
      Watch watch = new Watch(nodes, load);
      watch.awaitFlow();
      watch.follow(plan.warmUp());
      Measurement measured = measure(nodes, load, watch);
      long killed = System.nanoTime();
      nodes.kill(victim);
      out.printf("%s: node %d killed%n", side.title(), victim + 1);
      watch.follow(plan.down());
      nodes.restart(victim);
      double gone = (System.nanoTime() - killed) / 1e9;
      out.printf("%s: node %d is back, after %.0f s%n", side.title(), victim + 1, gone);
      watch.follow(plan.after());
      Map<String, Long> sent = load.stop().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      Map<String, State> counted = load.ask().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      return result(side, nodes.thread(), measured, watch.longestPause, load, sent, counted);
    }
  }

  private record Measurement(double rate, List<Double> cpuMicros) {}

  private Measurement measure(Nodes nodes, Load load, Watch watch) throws InterruptedException {
    List<Duration> before = nodes.cpu();
    long acknowledgedBefore = load.acknowledged();
    long start = System.nanoTime();
    watch.follow(plan.seconds());
    double seconds = (System.nanoTime() - start) / 1e9;
    long acknowledged = Math.max(1, load.acknowledged() - acknowledgedBefore);
    List<Duration> after = nodes.cpu();
    List<Double> micros = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      micros.add(after.get(i).minus(before.get(i)).toNanos() / 1e3 / acknowledged);
    }
    return new Measurement(acknowledged / seconds, micros);
  }

  private static Result result(
      Side side,
      String thread,
      Measurement measured,
      int pause,
      Load load,
      Map<String, Long> sent,
      Map<String, State> states) {
    long counted = 0;
    long lost = 0;
    long twice = 0;
    for (Map.Entry<String, Long> one : sent.entrySet()) {
      State state = states.getOrDefault(one.getKey(), State.NONE);
      counted += state.count();
      lost += Math.max(0, one.getValue() - state.count());
      twice += Math.max(0, state.count() - one.getValue());
    }
    return new Result(
        side,
        thread,
        measured.rate(),
        measured.cpuMicros(),
        pause,
        load.acknowledged(),
        load.again(),
        counted,
        lost,
        twice);
  }

  /// Looks once a second how many additions were acknowledged.
  private final class Watch {
    private final Nodes nodes;
    private final Load load;
    private long before;
    private int second;
    private int pause;
    private int longestPause;

    private Watch(Nodes nodes, Load load) {
      this.nodes = nodes;
      this.load = load;
    }

    /// Waits until the counters are found and have been started.
    private void awaitFlow() throws InterruptedException {
      for (int i = 0; load.acknowledged() < 2L * plan.counters() && i < LIMIT_SECONDS; i++) {
        follow(1);
      }
      longestPause = 0;
    }

    private void follow(int seconds) throws InterruptedException {
      for (int i = 0; i < seconds; i++) {
        TimeUnit.SECONDS.sleep(1);
        nodes.check();
        long now = load.acknowledged();
        out.printf(
            "  second %2d: %,6d acknowledged, %,d sent again so far%n",
            ++second, now - before, load.again());
        pause = now == before ? pause + 1 : 0;
        longestPause = Math.max(longestPause, pause);
        before = now;
      }
    }
  }
}

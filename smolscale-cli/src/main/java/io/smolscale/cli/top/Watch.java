package io.smolscale.cli.top;

import io.smolscale.cli.dump.Dumps;
import io.smolscale.cli.jvm.Channel;
import io.smolscale.cli.jvm.TargetVm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks a JVM again and again, and keeps what it costs there small.
///
/// A thread dump is a matter of some 20 microseconds a thread, for the JVM that is watched. So the
/// next one waits until the last has become cheap: a part of the time, on average.
final class Watch implements AutoCloseable {
  private static final double MOST_FOR_DUMPS = 0.003; // of a core

  private static final int MOST_STUCK = 16; // remembered

  // Samples over which delays are counted: one in a tenth of a second at most, so some hundreds.
  private static final int MOST_SAMPLES = 60;
  private static final int LEAST_SAMPLES = 10; // before that, delays count from the start

  private final TargetVm vm;
  private final Channel channel;
  private List<Scheduler.Stuck> stuck; // the latest last
  private final Deque<Sample> earlier = new ArrayDeque<>(); // the latest last
  private Sample before;
  private Sample now;
  private @Nullable Threads threads;
  private long dumpedAt; // by our own clock, in nanoseconds
  private long dumpTook;

  /// Begins with a first sample.
  Watch(TargetVm vm) {
    this.vm = vm;
    channel = new Channel(vm);
    try {
      now = Sample.take(vm, channel, 0);
    } catch (RuntimeException e) {
      channel.close();
      throw e;
    }
    before = now;
    stuck = now.stuck();
  }

  /// Takes one more sample.
  ///
  /// @param withThreads whether the threads are wanted, too
  void look(boolean withThreads) {
    before = now;
    earlier.addLast(before);
    if (earlier.size() > MOST_SAMPLES) {
      earlier.removeFirst();
    }
    long since = stuck.isEmpty() ? 0 : stuck.getLast().at() + 1;
    now = Sample.take(vm, channel, since);
    List<Scheduler.Stuck> all = new ArrayList<>(stuck);
    all.addAll(now.stuck());
    stuck = all.subList(Math.max(0, all.size() - MOST_STUCK), all.size());
    if (withThreads) {
      dump();
    } else {
      threads = null;
    }
  }

  private void dump() {
    long begun = System.nanoTime();
    if (threads == null || (begun - dumpedAt) * MOST_FOR_DUMPS > dumpTook) {
      List<Site> sites = Site.of(Dumps.take(vm));
      dumpedAt = System.nanoTime();
      dumpTook = dumpedAt - begun;
      threads = new Threads(sites, 0);
    } else {
      threads = new Threads(threads.sites(), (begun - dumpedAt) / 1_000_000);
    }
  }

  Sample now() {
    return now;
  }

  Rates rates() {
    Sample longBefore = earlier.size() < LEAST_SAMPLES ? null : earlier.getFirst();
    return new Rates(longBefore, before, now);
  }

  /// Who was stuck lately, the latest last.
  List<Scheduler.Stuck> stuck() {
    return List.copyOf(stuck);
  }

  @Nullable Threads threads() {
    return threads;
  }

  /// Returns what a worker runs, with its stack, a line each.
  List<String> stackOf(Scheduler.Lane lane) {
    Map<String, Object> answer =
        channel.ask("stack", Map.of("worker", String.valueOf(lane.worker())));
    List<String> lines = new ArrayList<>();
    List<?> frames = Scheduler.list(answer.get("stack"));
    lines.add(
        frames.isEmpty()
            ? lane.name() + " runs nothing now"
            : "%s runs #%d %s"
                .formatted(
                    lane.name(),
                    Scheduler.number(answer.get("thread")),
                    Scheduler.text(answer.get("threadName"))));
    frames.forEach(frame -> lines.add("    at " + frame));
    return lines;
  }

  @Override
  public void close() {
    channel.close();
  }
}

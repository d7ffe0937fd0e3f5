package io.smolscale.internal.observe;

import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.LiveThreads;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/// Counts the virtual threads of a host by what they do. Everything but the reasons is counted one
/// by one. A reason that only a stack tells is found out for so many at most, drawn at random, and
/// the others are taken to be like these: to see a stack, the VM holds up that thread for some ten
/// microseconds.
public final class Census {
  /// How many stacks are looked at, at most.
  public static final int MOST_STACKS = 200;

  private final Map<Reason, Long> parked = new EnumMap<>(Reason.class);
  private final List<Parked> drawn = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom();
  private long undecided; // of which some have been drawn
  private long runnable;
  private long running;
  private long pinned;

  private Census() {
    for (Reason reason : Reason.values()) {
      parked.put(reason, 0L);
    }
  }

  /// @param state at the count
  private record Parked(Thread thread, Thread.State state) {}

  /// What was found. The parts are read one after the other while work goes on.
  ///
  /// @param runnable how many wait for a worker
  /// @param running how many run
  /// @param pinned how many of the parked keep their worker
  /// @param parked how many wait for what
  /// @param stacks how many stacks were looked at
  /// @param undecided how many there were whose reason only a stack tells
  public record Counts(
      long runnable,
      long running,
      long pinned,
      Map<Reason, Long> parked,
      int stacks,
      long undecided) {}

  /// Counts the threads of some hosts. It takes some 100 nanoseconds for each thread, and a few
  /// milliseconds for the stacks.
  public static Counts of(Predicate<Host> hosts) {
    Census census = new Census();
    LiveThreads.forEach(hosts, census::see);
    int stacks = census.lookAtStacks();
    return new Counts(
        census.runnable,
        census.running,
        census.pinned,
        Map.copyOf(census.parked),
        stacks,
        census.undecided);
  }

  private void see(Thread thread) {
    Thread.State state = thread.getState();
    switch (state) {
      case NEW, TERMINATED -> {} // it has not been listed yet, or is about to go
      case RUNNABLE -> {
        if (LiveThreads.isMounted(thread)) {
          running++;
        } else {
          runnable++;
        }
      }
      case BLOCKED, WAITING, TIMED_WAITING -> {
        if (LiveThreads.isMounted(thread)) {
          pinned++;
        }
        park(thread, state);
      }
    }
  }

  private void park(Thread thread, Thread.State state) {
    Reason reason = Reasons.withoutStack(thread, state);
    if (reason != null) {
      count(reason, 1);
      return;
    }
    undecided++;
    if (drawn.size() < MOST_STACKS) {
      drawn.add(new Parked(thread, state));
    } else { // each of those so far is as likely to be among the drawn
      long place = random.nextLong(undecided);
      if (place < MOST_STACKS) {
        drawn.set((int) place, new Parked(thread, state));
      }
    }
  }

  /// @return how many
  private int lookAtStacks() {
    Map<Reason, Integer> seen = new EnumMap<>(Reason.class);
    for (Parked thread : drawn) {
      Reason reason = Reasons.of(thread.thread.getStackTrace(), thread.state);
      seen.merge(reason, 1, Integer::sum);
    }
    long left = undecided;
    int of = drawn.size();
    for (Map.Entry<Reason, Integer> entry : seen.entrySet()) {
      long share = Math.min(left, Math.round((double) undecided * entry.getValue() / of));
      count(entry.getKey(), share);
      left -= share;
    }
    count(Reason.OTHER, left); // what rounding has left
    return of;
  }

  private void count(Reason reason, long threads) {
    parked.merge(reason, threads, Long::sum);
  }
}

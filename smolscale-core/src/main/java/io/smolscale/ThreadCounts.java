package io.smolscale;

import io.smolscale.internal.jdk.LiveThreads;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.observe.Census;
import io.smolscale.internal.observe.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The virtual threads of a scheduler that are alive, counted by what they do: what
/// [Scheduler#threadCounts] gives.
///
/// Each thread is looked at once, one after the other while work goes on, so the parts need not add
/// up to what any one moment had. A thread that is parked is counted by its state and by what it
/// [names as its blocker][java.util.concurrent.locks.LockSupport#getBlocker]; where only its stack
/// tells the reason, 200 at most of these are looked at, drawn at random, and the others are taken
/// to be like them ([#stacksLookedAt], [#stacksNeeded]).
///
/// Values are immutable.
public final class ThreadCounts {
  private final Census.Counts counts;
  private final boolean known;
  private final boolean all;

  private ThreadCounts(Census.Counts counts, boolean known, boolean all) {
    this.counts = counts;
    this.known = known;
    this.all = all;
  }

  static ThreadCounts of(Census.Counts counts) {
    return new ThreadCounts(
        counts, LiveThreads.seam() instanceof Seam.Bound<?>, LiveThreads.areAllListed());
  }

  /// Of a scheduler that cannot tell.
  static ThreadCounts unknown() {
    return new ThreadCounts(new Census.Counts(0, 0, 0, Map.of(), 0, 0), false, false);
  }

  /// Returns whether anything is known; if not, all counts are 0. The JDK has to let us at its
  /// list, as it does where it lets us schedule virtual threads.
  public boolean isKnown() {
    return known;
  }

  /// Returns whether all threads are in the JDK's list, as is usual. With
  /// `-Djdk.trackAllThreads=false` those are left out that no executor has started.
  public boolean isComplete() {
    return all;
  }

  /// Returns how many are alive: have been started and have not ended.
  public long live() {
    return runnable() + running() + parked();
  }

  /// Returns how many can run and wait for a worker.
  public long runnable() {
    return counts.runnable();
  }

  /// Returns how many run on a worker.
  public long running() {
    return counts.running();
  }

  /// Returns how many wait for something: the sum of [#parkedBy].
  public long parked() {
    return counts.parked().values().stream().mapToLong(Long::longValue).sum();
  }

  /// Returns how many of the parked keep their worker: they wait in a native frame or in a class
  /// initialiser.
  public long pinned() {
    return counts.pinned();
  }

  /// Returns how many wait for what: each reason, in the order of the enum.
  public Map<ParkReason, Long> parkedBy() {
    Map<ParkReason, Long> by = new LinkedHashMap<>();
    for (ParkReason reason : ParkReason.values()) {
      by.put(reason, parked(reason));
    }
    return Collections.unmodifiableMap(by);
  }

  /// Returns how many wait for this.
  public long parked(ParkReason reason) {
    Objects.requireNonNull(reason, "reason");
    return counts.parked().getOrDefault(Reason.valueOf(reason.name()), 0L);
  }

  /// Returns how many stacks were looked at. If it is less than [#stacksNeeded], the reasons are an
  /// estimate.
  public int stacksLookedAt() {
    return counts.stacks();
  }

  /// Returns how many threads were parked for a reason that only a stack tells.
  public long stacksNeeded() {
    return counts.undecided();
  }

  /// Returns a report in a line or two, for people.
  public String describe() {
    if (!known) {
      return "virtual threads: not known\n";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "virtual threads: %d live, %d running, %d runnable, %d parked",
            live(),
            running(),
            runnable(),
            parked()));
    String before = " (";
    for (Map.Entry<ParkReason, Long> entry : parkedBy().entrySet()) {
      if (entry.getValue() > 0) {
        text.append(before).append(entry.getKey().name().toLowerCase(Locale.ROOT));
        text.append(' ').append(entry.getValue());
        before = ", ";
      }
    }
    text.append(parked() > 0 ? ")" : "").append('\n');
    if (pinned() > 0) {
      text.append("  ").append(pinned()).append(" of the parked keep their worker\n");
    }
    if (stacksLookedAt() < stacksNeeded()) {
      text.append("  the reasons are an estimate from ").append(stacksLookedAt());
      text.append(" stacks of ").append(stacksNeeded()).append('\n');
    }
    return text.toString();
  }

  /// Returns [#describe].
  @Override
  public String toString() {
    return describe();
  }
}

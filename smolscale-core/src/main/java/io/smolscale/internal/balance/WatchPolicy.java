package io.smolscale.internal.balance;

import io.smolscale.internal.balance.Look.Sample;
import java.util.ArrayList;
import java.util.List;

/// The watch, as a pure function of two looks.
///
/// - What a worker had at the last look and still has is *kept waiting*.
/// - A worker that keeps something waiting and is in the same task as before is *stuck*: what it
///   has goes to others, if there is a worker that sleeps, or one that moves on, or leave to start
///   a spare. Its task may be burning the processor or waiting in native code; for those behind it
///   that is the same.
/// - A worker that keeps something waiting but moves on is *behind*: a sleeper, if there is one,
///   takes half.
/// - If every worker that is awake has been stuck for [#GROW_NANOS], something has waited as long,
///   and none sleeps, a spare is started: the operating system then shares the processors out. A
///   tick is not enough for that, or every batch of tasks of a few milliseconds would start threads
///   that it does not need.
public final class WatchPolicy {
  /// How long all workers must be stuck before a spare is started.
  public static final long GROW_NANOS = 10_000_000;

  private WatchPolicy() {}

  /// Decides.
  ///
  /// @param anchor a look [#GROW_NANOS] or more before now, where there is one; else any earlier
  ///   look
  /// @param before the last look before now
  /// @param now what is seen now
  public static Plan plan(Look anchor, Look before, Look now) {
    int workers = Math.min(before.workers().size(), now.workers().size());
    List<Integer> rescue = new ArrayList<>();
    List<Integer> relieve = new ArrayList<>();
    boolean active = before.workers().size() != now.workers().size();
    boolean moving = now.workers().size() > workers;
    boolean waits = inboxWaits(before, now);
    for (int i = 0; i < workers; i++) {
      Sample then = before.workers().get(i);
      Sample sample = now.workers().get(i);
      boolean same = sample.sameTaskAs(then);
      active |= sample.awake() || sample.started() != then.started();
      moving |= sample.awake() && !same;
      if (sample.keptWaitingSince(then)) {
        waits = true;
        // A worker that sleeps has an empty ring; a timer of its own that is due wakes it.
        (same ? rescue : relieve).add(i);
      }
    }
    boolean wake = waits && now.sleepers();
    boolean grow = waits && !now.sleepers() && now.canGrow() && allStuck(anchor, now);
    if (!wake) {
      relieve.clear(); // nobody would take it
      if (!moving && !grow) {
        rescue.clear();
      }
    }
    return new Plan(List.copyOf(rescue), List.copyOf(relieve), wake, grow, !active && !waits);
  }

  private static boolean inboxWaits(Look before, Look now) {
    return now.inboxTaken() < before.inboxAdded();
  }

  private static boolean allStuck(Look anchor, Look now) {
    if (now.at() - anchor.at() < GROW_NANOS || anchor.workers().size() != now.workers().size()) {
      return false;
    }
    boolean waits = inboxWaits(anchor, now);
    for (int i = 0; i < now.workers().size(); i++) {
      Sample then = anchor.workers().get(i);
      Sample sample = now.workers().get(i);
      if (sample.awake() && !sample.sameTaskAs(then)) {
        return false;
      }
      waits |= sample.keptWaitingSince(then);
    }
    return waits;
  }
}

package io.smolscale.internal.balance;

import io.smolscale.internal.balance.Look.Block;
import io.smolscale.internal.balance.Look.Sample;
import java.util.ArrayList;
import java.util.List;

/// The watch, as a pure function of three looks.
///
/// - What a worker had at the last look and still has is *kept waiting*.
/// - A worker that keeps something waiting and is in the same task as before is *rescued*: what it
///   has goes to others, if there is a worker that sleeps, or one that moves on, or leave to start
///   a spare. Its task may be burning the processor or waiting in native code; for those behind it
///   that is the same.
/// - A worker that keeps something waiting but moves on is *behind*: a sleeper, if there is one,
///   takes half.
/// - A worker is *stuck* when it has been in one task for [#STUCK_NANOS] and has had a processor
///   for as long, or when its task waits without leaving it, at two looks. For each stuck worker
///   one spare may be awake, so that as many workers move on as there are homes. A tick would not
///   be enough for that, or every batch of tasks of a few milliseconds would start threads that it
///   does not need. Nor would the time by the clock: where more threads want a processor than there
///   are, a spare takes from those that it is to help, and they seem to be stuck for longer still.
/// - A worker whose task [blocks in the operating system][Look.Block] is stuck at once: it takes no
///   processor, so another thread has one.
/// - If every worker that is awake is stuck, something waits, and nobody may be woken, a spare is
///   started: the operating system then shares the processors out. If none of those burns a
///   processor, as many are started as are stuck, for as many as wait: where one thread blocks,
///   others will. One is started, too, in the place of a worker that has said that it blocks.
/// - Spares beyond the number of the stuck, for as long, *stand down*: they hand over and sleep,
///   and retire if they are not needed again.
public final class WatchPolicy {
  /// How long a worker is in one task, and on a processor, before it counts as stuck.
  public static final long STUCK_NANOS = 10_000_000;

  private WatchPolicy() {}

  /// Decides.
  ///
  /// @param anchor a look [#STUCK_NANOS] or more before now, where there is one; else any earlier
  ///   look
  /// @param before the last look before now
  /// @param now what is seen now
  public static Plan plan(Look anchor, Look before, Look now) {
    return now.comparableTo(before)
        ? new Facts(anchor, before, now).plan()
        : new Plan(
            List.of(),
            List.of(),
            List.of(),
            now.count(WatchPolicy::isSpareAwake),
            0,
            true,
            false,
            0,
            false);
  }

  private static boolean isSpareAwake(Sample sample) {
    return sample.spare() && sample.awake();
  }

  /// The facts about each worker, and what follows from them.
  private record Facts(Look anchor, Look before, Look now) {
    Plan plan() {
      List<Integer> rescue = new ArrayList<>();
      List<Integer> relieve = new ArrayList<>();
      boolean active = false;
      boolean moving = false;
      boolean holding = false;
      boolean behind = false;
      boolean waits = now.inboxKeptWaitingSince(before);
      int awake = 0;
      int stuck = 0;
      int saidSo = 0;
      boolean burning = false;
      long waiting = now.inboxAdded() - now.inboxTaken();
      for (int i = 0; i < now.workers().size(); i++) {
        Sample then = before.worker(i);
        Sample sample = now.worker(i);
        boolean same = sample.sameTaskAs(then);
        active |= sample.isActive() || sample.started() != then.started();
        moving |= sample.isActive() && !same;
        holding |= same;
        behind |= same && sample.hasWaiting();
        awake += sample.awake() ? 1 : 0;
        stuck += isStuck(i) ? 1 : 0;
        saidSo += sample.block() == Block.SAID ? 1 : 0;
        burning |= same && !sample.waiting() && !sample.block().isBlock();
        waiting += sample.pushed() - sample.taken();
        if (sample.keptWaitingSince(then)) {
          waits = true;
          // A worker that sleeps has an empty ring; a timer of its own that is due wakes it.
          (same ? rescue : relieve).add(i);
        }
      }
      boolean wake = waits && someoneMayBeWoken(awake, stuck);
      boolean grow =
          waits && !wake && now.canGrow() && (awake == stuck || awake - saidSo < homes());
      int newcomers = !grow ? 0 : burning ? 1 : Math.clamp(waiting, 1, Math.max(1, stuck));
      if (!wake) {
        relieve.clear(); // nobody would take it
        if (!moving && !grow) {
          rescue.clear();
        }
      }
      return new Plan(
          List.copyOf(rescue),
          List.copyOf(relieve),
          standDown(stuck),
          stuck,
          saidSo,
          behind || (holding && !moving && now.inboxTaken() < now.inboxAdded()),
          wake,
          newcomers,
          !active && !waits);
    }

    private boolean isStuck(int worker) {
      Sample then = before.worker(worker);
      Sample sample = now.worker(worker);
      if (!sample.sameTaskAs(then)) {
        return sample.block() == Block.SAID;
      }
      return sample.block().isBlock()
          || (sample.waiting() && then.waiting())
          || (hasHistory()
              && sample.block() != Block.ROBBED
              && sample.sameTaskAs(anchor.worker(worker)));
    }

    private boolean hasHistory() {
      return now.at() - anchor.at() >= STUCK_NANOS && now.comparableTo(anchor);
    }

    private boolean someoneMayBeWoken(int awake, int stuck) {
      if (now.homesToCome() > 0) {
        return true;
      }
      int most = homes() + stuck;
      return now.workers().stream()
          .anyMatch(sample -> !sample.awake() && (!sample.spare() || awake < most));
    }

    private int homes() {
      return now.count(sample -> !sample.spare());
    }

    /// The last of the spares that have been awake for as long as it takes to be stuck, and are
    /// not.
    private List<Integer> standDown(int stuck) {
      int spares = hasHistory() ? now.count(WatchPolicy::isSpareAwake) : 0;
      List<Integer> surplus = new ArrayList<>();
      for (int i = now.workers().size() - 1; i >= 0 && spares > stuck; i--) {
        if (isSpareAwake(now.worker(i)) && isSpareAwake(anchor.worker(i)) && !isStuck(i)) {
          surplus.add(i);
          spares--;
        }
      }
      return List.copyOf(surplus);
    }
  }
}

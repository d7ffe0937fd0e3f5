package io.smolscale.internal.balance;

import java.util.List;
import java.util.function.Predicate;

/// What the balancer saw at one moment.
///
/// @param at when, in the time of [System#nanoTime]
/// @param workers the workers, as they came
/// @param homesToCome how many homes have never been needed; to wake one of these makes it
/// @param generation changes when a worker goes: looks of two generations number their workers
///   differently
/// @param inboxAdded how many tasks had come to the inbox
/// @param inboxTaken how many had left it
/// @param canGrow whether another spare worker may be started
public record Look(
    long at,
    List<Sample> workers,
    int homesToCome,
    int generation,
    long inboxAdded,
    long inboxTaken,
    boolean canGrow) {

  /// Returns whether all the workers of an earlier look are still there.
  boolean comparableTo(Look earlier) {
    return generation == earlier.generation;
  }

  /// What it saw of a worker, which may have come later.
  Sample worker(int i) {
    return i < workers.size() ? workers.get(i) : Sample.NOT_THERE;
  }

  /// Returns whether something waits in the inbox that was there at an earlier look.
  boolean inboxKeptWaitingSince(Look earlier) {
    return inboxTaken < earlier.inboxAdded;
  }

  /// Returns how many workers are like this.
  int count(Predicate<Sample> like) {
    return (int) workers.stream().filter(like).count();
  }

  /// Whether a worker's task blocks in the operating system, or is kept from running.
  public enum Block {
    /// It does not, as far as is known.
    NO,
    /// It does not, but has had a processor for too short a time to be stuck, as far as was seen.
    ROBBED,
    /// It was seen there, at a look after which it was still in the same task.
    SEEN,
    /// It has said so, and is not counted among those who are awake.
    SAID;

    /// Returns whether it blocks.
    boolean isBlock() {
      return this == SEEN || this == SAID;
    }
  }

  /// What it saw of one worker.
  ///
  /// @param spare whether it is a spare
  /// @param awake whether it was awake
  /// @param waiting whether its task waits for something, without leaving the worker
  /// @param block whether its task blocks, though to Java it runs
  /// @param started how many tasks it had started
  /// @param pushed how many tasks had come to its ring
  /// @param taken how many had left it
  /// @param slotFull whether a task lay in its slot
  /// @param timerDue whether one of its timers was later than it may be
  public record Sample(
      boolean spare,
      boolean awake,
      boolean waiting,
      Block block,
      long started,
      long pushed,
      long taken,
      boolean slotFull,
      boolean timerDue) {

    private static final Sample NOT_THERE =
        new Sample(false, false, false, Block.NO, 0, 0, 0, false, false);

    /// Returns whether it has been in the same task since an earlier look, if it was in one.
    boolean sameTaskAs(Sample earlier) {
      return awake && earlier.awake && started == earlier.started;
    }

    /// Returns whether its task goes on, or may at any time without anybody being told.
    boolean isActive() {
      return awake && block != Block.SAID;
    }

    /// Returns whether anything lies behind its task.
    public boolean hasWaiting() {
      return taken < pushed || slotFull || timerDue;
    }

    /// Returns whether something that it had at an earlier look still waits.
    public boolean keptWaitingSince(Sample earlier) {
      return taken < earlier.pushed
          || (slotFull && earlier.slotFull && started == earlier.started)
          || (timerDue && earlier.timerDue);
    }
  }
}

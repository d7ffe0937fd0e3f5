package io.smolscale.internal.balance;

import java.util.List;

/// What the balancer saw at one moment.
///
/// @param at when, in the time of [System#nanoTime]
/// @param workers the workers, by index; a spare that came or went makes the list longer or shorter
/// @param inboxAdded how many tasks had come to the inbox
/// @param inboxTaken how many had left it
/// @param sleepers whether a worker slept that can be woken
/// @param canGrow whether another spare worker may be started
public record Look(
    long at,
    List<Sample> workers,
    long inboxAdded,
    long inboxTaken,
    boolean sleepers,
    boolean canGrow) {

  /// What it saw of one worker.
  ///
  /// @param awake whether it was awake
  /// @param started how many tasks it had started
  /// @param pushed how many tasks had come to its ring
  /// @param taken how many had left it
  /// @param slotFull whether a task lay in its slot
  /// @param timerDue whether one of its timers was due
  public record Sample(
      boolean awake, long started, long pushed, long taken, boolean slotFull, boolean timerDue) {

    /// Whether it has been in the same task since an earlier look, if it was in one.
    boolean sameTaskAs(Sample earlier) {
      return awake && earlier.awake && started == earlier.started;
    }

    /// Whether something that it had at an earlier look still waits.
    boolean keptWaitingSince(Sample earlier) {
      return taken < earlier.pushed
          || (slotFull && earlier.slotFull && started == earlier.started)
          || (timerDue && earlier.timerDue);
    }
  }
}

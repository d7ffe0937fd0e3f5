package io.smolscale.internal.balance;

import java.util.List;

/// What the balancer has decided.
///
/// @param rescue workers that are stuck in a task: take ring, slot and due timers from each
/// @param relieve workers that are busy and behind: take half of the ring of each
/// @param standDown spares that nobody needs any more
/// @param stuck how many workers are stuck: so many spares may be awake
/// @param saidSo how many of them have said that they block, and are not counted as awake
/// @param closely whether something lies behind a task that is not over since the last look
/// @param wake whether to wake a sleeper
/// @param newcomers how many spares to start
/// @param rest whether there is nothing to watch
public record Plan(
    List<Integer> rescue,
    List<Integer> relieve,
    List<Integer> standDown,
    int stuck,
    int saidSo,
    boolean closely,
    boolean wake,
    int newcomers,
    boolean rest) {

  /// Returns how many workers are stuck and count as awake.
  public int stuckAwake() {
    return stuck - saidSo;
  }

  /// Returns whether to start a spare.
  public boolean grow() {
    return newcomers > 0;
  }

  /// Returns whether anything was found waiting.
  public boolean surprised() {
    return wake || grow() || !rescue.isEmpty() || !relieve.isEmpty();
  }
}

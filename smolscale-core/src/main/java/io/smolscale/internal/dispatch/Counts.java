package io.smolscale.internal.dispatch;

import io.smolscale.internal.observe.Events;
import io.smolscale.internal.queue.PaddedLong;

/// Counts what the dispatches of one scheduler do, for reports. Nothing is counted for each task.
/// Any thread may call it.
public final class Counts {
  private final PaddedLong helps = new PaddedLong();
  private final PaddedLong helpsUnpaid = new PaddedLong();
  private final PaddedLong moved = new PaddedLong();

  private volatile String scheduler = "";

  /// Starts at zero.
  public Counts() {}

  /// Takes the name of the scheduler, for the listener of [Events].
  public void belongTo(String name) {
    scheduler = name;
  }

  /// Returns the name of the scheduler; empty if it was not told.
  public String scheduler() {
    return scheduler;
  }

  /// Counts a worker that was woken to take a share of the work of others.
  public void help() {
    helps.add(1);
    Events heard = Events.listener();
    if (heard != null) {
      heard.helped(scheduler);
    }
  }

  /// Counts a helper that has run dry before it had earned its wake-up.
  public void helpUnpaid() {
    helpsUnpaid.add(1);
  }

  /// Counts tasks that have left the worker that had them.
  public void moved(int tasks) {
    if (tasks > 0) {
      moved.add(tasks);
    }
  }

  /// Returns how many workers were woken to help.
  public long helps() {
    return helps.get();
  }

  /// Returns how many of these ran dry before they had earned their wake-up.
  public long helpsUnpaid() {
    return helpsUnpaid.get();
  }

  /// Returns how many tasks were moved.
  public long tasksMoved() {
    return moved.get();
  }
}

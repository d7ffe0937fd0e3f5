package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Figures;

/// How a crew is doing, read from outside: a moment's view, part by part. Any thread; takes no
/// lock.
final class Gauge implements Figures {
  private final Commons commons;
  private final Roster roster;
  private final Observer observer;

  Gauge(Commons commons, Roster roster, Observer observer) {
    this.commons = commons;
    this.roster = roster;
    this.observer = observer;
  }

  @Override
  public int parallelism() {
    return commons.parallelism.get();
  }

  /// Returns how many workers there are, spares included; homes come when they are first needed.
  @Override
  public int size() {
    return roster.threads().size();
  }

  @Override
  public int busy() {
    int busy = 0;
    for (Worker worker : roster.workers()) {
      busy += worker.holdings.isBusy() ? 1 : 0;
    }
    return busy;
  }

  /// Returns how many workers are spares.
  int spares() {
    int spares = 0;
    for (Worker worker : roster.workers()) {
      spares += worker.isSpare() ? 1 : 0;
    }
    return spares;
  }

  /// Returns how many workers are awake.
  int awake() {
    return commons.sleepers.awake();
  }

  /// Returns about how many tasks wait in inbox, rings and slots, without the observer's own.
  @Override
  public long waiting() {
    long waiting = commons.shared.inbox.size();
    for (Worker worker : roster.workers()) {
      waiting += worker.holdings.waiting();
    }
    return Math.max(0, waiting - observer.probesWaiting());
  }

  @Override
  public String describe() {
    return commons.parts.name()
        + "[parallelism "
        + parallelism()
        + ", "
        + size()
        + " workers, "
        + awake()
        + " awake, "
        + busy()
        + " busy, "
        + waiting()
        + " waiting"
        + (commons.phase.isEnding() ? ", ended" : commons.phase.isClosing() ? ", closing" : "")
        + "]";
  }
}

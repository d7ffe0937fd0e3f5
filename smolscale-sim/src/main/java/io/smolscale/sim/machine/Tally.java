package io.smolscale.sim.machine;

import org.HdrHistogram.Histogram;

/// What is counted. Only what happens between [#open] and [#close] is: the machine has warmed up,
/// and work still arrives.
public final class Tally {
  private static final int DIGITS = 3;

  private final Histogram waits = new Histogram(DIGITS);
  private final Histogram sojourns = new Histogram(DIGITS);
  private boolean counting;
  private long openedAt;
  private long closedAt;
  private int awake;
  private long awakeSince;
  private long awakeNanos;
  private long unfinished;
  private long tasks;
  private long work;
  private long overhead;
  private long searching;
  private long spinning;
  private long wakes;
  private long attempts;
  private long migrations;
  private long idleHelps;

  /// What a stretch of processor time was spent on.
  public enum Spent {
    /// the tasks themselves
    WORK,
    /// wake-ups, cold caches, submissions, the balancer
    OVERHEAD,
    /// looks at other workers' queues
    SEARCHING,
    /// waiting for work with open eyes
    SPINNING
  }

  /// Counts from now on.
  public void open(long now) {
    counting = true;
    openedAt = now;
    awakeSince = now;
  }

  /// Counts no longer. Waits of what has arrived meanwhile still come in.
  public void close(long now) {
    noteAwake(0, now);
    counting = false;
    closedAt = now;
  }

  /// Whether what arrives now is measured.
  public boolean isOpen() {
    return counting;
  }

  /// Processor time is spent.
  public void spend(Spent on, long nanos) {
    if (counting) {
      switch (on) {
        case WORK -> work += nanos;
        case OVERHEAD -> overhead += nanos;
        case SEARCHING -> searching += nanos;
        case SPINNING -> spinning += nanos;
      }
    }
  }

  /// A job arrives.
  public void jobCame() {
    unfinished++;
  }

  /// The last task of a job has run.
  public void jobDone() {
    unfinished--;
  }

  /// How many jobs have arrived and are not done.
  public long unfinished() {
    return unfinished;
  }

  /// A task starts.
  public void start() {
    tasks += one();
  }

  /// A task that was measured has waited so long, in nanoseconds.
  public void waited(long nanos) {
    waits.recordValue(nanos);
  }

  /// A job that was measured is done, so long after its arrival, in nanoseconds.
  public void stayed(long nanos) {
    sojourns.recordValue(nanos);
  }

  /// A thread is woken.
  public void wake() {
    wakes += one();
  }

  /// A worker looks at others' queues.
  public void attempt(int queues) {
    attempts += counting ? queues : 0;
  }

  /// A task runs on another core than the one it was made ready on.
  public void migrate() {
    migrations += one();
  }

  /// A helper did not earn its wake-up.
  public void helpedInVain() {
    idleHelps += one();
  }

  /// So many workers more, or less, are awake from now on.
  public void noteAwake(int more, long now) {
    if (counting) {
      awakeNanos += awake * (now - awakeSince);
      awakeSince = now;
    }
    awake += more;
  }

  private int one() {
    return counting ? 1 : 0;
  }

  /// The figures.
  public Figures figures() {
    double perTask = 1.0 / Math.max(1, tasks);
    double used = (double) work + overhead + searching + spinning;
    double nanos = Math.max(1, closedAt - openedAt);
    return new Figures(
        tasks,
        nanos / 1e6,
        Delay.of(waits),
        Delay.of(sojourns),
        work / nanos,
        overhead / nanos,
        searching / nanos,
        spinning / nanos,
        used == 0 ? 0 : 1 - work / used,
        awakeNanos / nanos,
        wakes * perTask,
        attempts * perTask,
        migrations * perTask,
        idleHelps * perTask);
  }
}

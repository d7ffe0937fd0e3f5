package io.smolscale.sim.load;

import io.smolscale.sim.machine.Tally;

/// One task. It is a `Runnable` because the core's queues hold those; running it does what it does
/// at its end.
public final class Task implements Runnable {
  /// Not made ready by any worker.
  public static final int OUTSIDE = -1;

  private final Job job;
  private final int step;
  private long readyAt;
  private int readyOn = OUTSIDE;
  private Spawner on = NOWHERE;
  private boolean started;

  private static final Spawner NOWHERE =
      new Spawner() {
        @Override
        public void wake(Task task) {
          throw new IllegalStateException("a task ended that has not started");
        }

        @Override
        public long now() {
          throw new IllegalStateException("a task ended that has not started");
        }
      };

  Task(Job job, int step) {
    this.job = job;
    this.step = step;
  }

  /// How long it takes, in nanoseconds.
  public long service() {
    return job.service(step);
  }

  /// It can run from now on.
  ///
  /// @param worker the index of the worker it was made ready on, or [#OUTSIDE]
  public void ready(long now, int worker) {
    readyAt = now;
    readyOn = worker;
  }

  /// The worker it was made ready on, or [#OUTSIDE].
  public int readyOn() {
    return readyOn;
  }

  /// It starts, for the first and only time.
  public void start(long now, Spawner worker, Tally tally) {
    if (started) {
      throw new IllegalStateException("a task ran twice");
    }
    started = true;
    on = worker;
    tally.start();
    if (job.isMeasured()) {
      tally.waited(now - readyAt);
    }
  }

  @Override
  public void run() {
    job.ended(step, on);
  }
}

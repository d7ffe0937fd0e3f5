package io.smolscale.sim.load;

import io.smolscale.sim.machine.Tally;

/// What arrives at once from outside: a task, and those that follow from it.
public final class Job {
  private final Shape shape;
  private final long[] services;
  private final long arrivedAt;
  private final Tally tally;
  private final boolean measured;
  private int left;

  /// Makes a job that arrives now.
  ///
  /// @param services how long each of its tasks takes, in nanoseconds
  public Job(Shape shape, long[] services, long now, Tally tally) {
    this.shape = shape;
    this.services = services;
    this.arrivedAt = now;
    this.tally = tally;
    this.measured = tally.isOpen();
    this.left = services.length;
    tally.jobCame();
  }

  /// How a job's tasks follow from each other.
  public enum Shape {
    /// Each one wakes the next.
    CHAIN {
      @Override
      void ended(Job job, int step, Spawner on) {
        if (job.left > 0) {
          on.wake(new Task(job, step + 1));
        }
      }
    },
    /// The first wakes all but the last, and the last of those wakes the last.
    FORK {
      @Override
      void ended(Job job, int step, Spawner on) {
        int last = job.services.length - 1;
        if (step == 0) {
          for (int i = 1; i < last; i++) {
            on.wake(new Task(job, i));
          }
        } else if (job.left == 1) {
          on.wake(new Task(job, last));
        }
      }
    };

    abstract void ended(Job job, int step, Spawner on);
  }

  /// The task that it begins with.
  public Task first() {
    return new Task(this, 0);
  }

  long service(int step) {
    return services[step];
  }

  boolean isMeasured() {
    return measured;
  }

  void ended(int step, Spawner on) {
    left--;
    shape.ended(this, step, on);
    if (left == 0) {
      tally.jobDone();
      if (measured) {
        tally.stayed(on.now() - arrivedAt);
      }
    }
  }
}

package io.smolscale;

/// Both kinds of scheduler, for tests of what must be the same on either.
enum SchedulerKind {
  BALANCED {
    @Override
    Scheduler make(SchedulerConfig config) {
      return new BalancedScheduler(config);
    }
  },
  JDK {
    @Override
    Scheduler make(SchedulerConfig config) {
      return new JdkScheduler(config);
    }
  };

  abstract Scheduler make(SchedulerConfig config);

  /// One with two workers.
  Scheduler make() {
    return make(SchedulerConfig.DEFAULT.withName("kind").withParallelism(2));
  }
}

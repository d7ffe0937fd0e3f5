package io.smolscale;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.testkit.Yield;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// The virtual threads of this JDK.
class Jdk25SchedulingTest extends SchedulingContract {
  Jdk25SchedulingTest() {
    super(Jdk25.VM);
  }

  @Override
  void park() {
    LockSupport.park();
  }

  @Override
  void park(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  @Override
  void unpark(Thread thread) {
    LockSupport.unpark(thread);
  }

  @Override
  boolean isParked(Thread thread) {
    return switch (thread.getState()) {
      case WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, BLOCKED, TERMINATED -> false;
    };
  }

  @Override
  void giveWay() {
    Yield.now();
  }
}

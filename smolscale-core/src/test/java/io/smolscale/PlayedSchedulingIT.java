package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Vm;
import io.smolscale.testkit.PlayedThread;
import io.smolscale.testkit.PlayedVm;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;

/// The threads of a VM that a test plays, in a JVM where nothing of the JDK is open: the scheduler
/// without any seam.
class PlayedSchedulingIT extends SchedulingContract {
  PlayedSchedulingIT() {
    super(new PlayedVm());
  }

  @BeforeAll
  static void nothingIsOpen() {
    Module us = Vm.class.getModule();
    assertThat(Object.class.getModule().isOpen("java.lang", us)).isFalse();
  }

  @Override
  void park() {
    PlayedThread.park();
  }

  @Override
  void park(Duration time) {
    PlayedThread.park(time);
  }

  @Override
  void unpark(Thread thread) {
    ((PlayedThread) thread).unpark();
  }

  @Override
  boolean isParked(Thread thread) {
    return ((PlayedThread) thread).isParked();
  }

  @Override
  void giveWay() {
    PlayedThread.giveWay();
  }
}

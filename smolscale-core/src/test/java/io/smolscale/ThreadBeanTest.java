package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The management bean of threads, which knows platform threads only: our workers are some.
@AlsoUnderAgent
class ThreadBeanTest {
  private static final ThreadMXBean BEAN = ManagementFactory.getThreadMXBean();

  @RegisterExtension private final TestScheduler on = new TestScheduler();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicBoolean spinning = new AtomicBoolean();

  @Test
  void aWorkerIsAThreadLikeAnyOther() throws Exception {
    Thread thread = on.start(this::spin);
    Eventually.holds("it spins", spinning::get);
    ThreadInfo worker = infoOf(thread);
    assertThat(worker.getThreadName()).startsWith(TestScheduler.workers());
    assertThat(BEAN.getThreadCpuTime(worker.getThreadId())).isPositive();
    assertThat(BEAN.getThreadInfo(worker.getThreadId(), Integer.MAX_VALUE).getStackTrace())
        .isNotEmpty();
    stop.set(true);
    Eventually.ends(thread);
  }

  @Test
  void aVirtualThreadIsUnknownToIt() throws Exception {
    Thread thread = on.start(this::spin);
    Eventually.holds("it spins", spinning::get);
    assertThat(BEAN.getAllThreadIds()).doesNotContain(thread.threadId());
    assertThat(BEAN.getThreadInfo(thread.threadId())).isNull();
    assertThat(BEAN.dumpAllThreads(true, true))
        .extracting(ThreadInfo::getThreadName)
        .anyMatch(name -> name.startsWith(TestScheduler.workers()));
    stop.set(true);
    Eventually.ends(thread);
  }

  /// It sees no deadlock of virtual threads, and none in how our workers wait.
  @Test
  void aDeadlockOfVirtualThreadsIsNoneOfItsBusiness() throws Exception {
    ReentrantLock left = new ReentrantLock();
    ReentrantLock right = new ReentrantLock();
    CyclicBarrier bothHold = new CyclicBarrier(2);
    Thread one = on.start(() -> takeBoth(left, right, bothHold));
    Thread other = on.start(() -> takeBoth(right, left, bothHold));
    Eventually.holds(
        "each waits for the other",
        () -> right.hasQueuedThread(one) && left.hasQueuedThread(other));
    assertThat(BEAN.findDeadlockedThreads()).isNull();
    assertThat(BEAN.findMonitorDeadlockedThreads()).isNull();
    one.interrupt();
    Eventually.ends(one);
    Eventually.ends(other);
  }

  private static void takeBoth(ReentrantLock first, ReentrantLock second, CyclicBarrier bothHold)
      throws Exception {
    first.lock();
    try {
      bothHold.await();
      second.lockInterruptibly();
      second.unlock();
    } catch (InterruptedException _) {
      // the way out of the deadlock
    } finally {
      first.unlock();
    }
  }

  private void spin() {
    spinning.set(true);
    while (!stop.get()) {
      Thread.onSpinWait();
    }
  }

  private static ThreadInfo infoOf(Thread thread) {
    String text = thread.toString(); // VirtualThread[#30]/runnable@worker
    String carrier = text.substring(text.lastIndexOf('@') + 1);
    return Arrays.stream(BEAN.getThreadInfo(BEAN.getAllThreadIds()))
        .filter(Objects::nonNull)
        .filter(info -> info.getThreadName().equals(carrier))
        .findFirst()
        .orElseThrow();
  }
}

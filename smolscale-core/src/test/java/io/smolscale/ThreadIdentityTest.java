package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a virtual thread of ours says about itself is what one of the JDK's says.
@AlsoUnderAgent
class ThreadIdentityTest {
  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void itIsVirtualAndADaemon() throws Exception {
    Thread thread = on.unstarted(() -> {});
    assertThat(thread.isVirtual()).isTrue();
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getState()).isEqualTo(Thread.State.NEW);
    assertThat(thread.getPriority()).isEqualTo(Thread.NORM_PRIORITY);
    thread.start();
    Eventually.ends(thread);
    assertThat(thread.getState()).isEqualTo(Thread.State.TERMINATED);
    assertThatThrownBy(thread::start).isInstanceOf(IllegalThreadStateException.class);
  }

  @Test
  void itHasNoNameUntilItIsGivenOne() throws Exception {
    Thread thread = on.unstarted(() -> assertThat(Thread.currentThread().getName()).isEqualTo("a"));
    assertThat(thread.getName()).isEmpty();
    thread.setName("a");
    thread.start();
    Eventually.ends(thread);
  }

  @Test
  void theCurrentThreadIsItself() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      threads.add(
          on.start(() -> {
            Thread self = Thread.currentThread();
            long id = self.threadId();
            for (int i = 0; i < 20; i++) {
              Yield.now();
              assertThat(Thread.currentThread()).isSameAs(self);
              assertThat(Thread.currentThread().threadId()).isEqualTo(id);
            }
            assertThat(self.toString()).startsWith("VirtualThread[#" + id);
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
    assertThat(threads.stream().map(Thread::threadId).distinct()).hasSize(50);
  }

  @Test
  void itSaysWhichWorkerItIsOn() throws Exception {
    String text = on.call(() -> Thread.currentThread().toString());
    assertThat(text).contains("runnable@" + TestScheduler.workers());
  }

  @Test
  void aPlainTaskRunsOnANamedDaemon() throws Exception {
    Thread worker = on.callPlain(Thread::currentThread);
    assertThat(worker.getName()).startsWith(TestScheduler.workers());
    assertThat(worker.isVirtual()).isFalse();
    assertThat(worker.isDaemon()).isTrue();
  }

  @Test
  void theContextClassLoaderIsInherited() throws Exception {
    ClassLoader mine = new ClassLoader(getClass().getClassLoader()) {};
    Thread self = Thread.currentThread();
    ClassLoader before = self.getContextClassLoader();
    self.setContextClassLoader(mine);
    try {
      assertThat(on.call(() -> Thread.currentThread().getContextClassLoader())).isSameAs(mine);
    } finally {
      self.setContextClassLoader(before);
    }
  }

  /// JDK 25: a child runs where its parent runs. Each of these parks and comes back to a worker.
  @Test
  void childrenRunOnTheSchedulerOfTheirParent() throws Exception {
    Set<String> carriers = ConcurrentHashMap.newKeySet();
    on.run(() -> {
      CountDownLatch done = new CountDownLatch(20);
      for (int i = 0; i < 20; i++) {
        Thread.ofVirtual()
            .start(() -> {
              Yield.now();
              carriers.add(Thread.currentThread().toString());
              done.countDown();
            });
      }
      Eventually.opens(done);
    });
    assertThat(carriers)
        .isNotEmpty()
        .allMatch(name -> name.contains("@" + TestScheduler.workers()));
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullIsRefused() {
    assertThatThrownBy(() -> on.scheduler().virtualThreads().newThread(null))
        .isInstanceOf(NullPointerException.class);
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// The threads of a scheduler have nothing of who made it, or of the tasks that ran on them before.
@SuppressWarnings("ThreadPriorityCheck") // it is what is tested
class OwnThreadsTest {
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
  private static final String NAME = "nobodys";

  /// No spare may run what the one worker is late for.
  private static final SchedulerConfig ONE_THREAD =
      SchedulerConfig.DEFAULT.withName(NAME).withParallelism(1).withMaxThreads(1);

  @Test
  void threadsInheritNothingFromTheFirstUser() throws Exception {
    Map<String, String> seen = new TreeMap<>();
    Queue<String> values = new ConcurrentLinkedQueue<>();
    FutureTask<Void> use = new FutureTask<>(() -> useAll(seen, values), null);
    Thread user = new Thread(new ThreadGroup("users"), use, "user");
    user.setPriority(Thread.MIN_PRIORITY);
    try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
      user.setContextClassLoader(loader);
      user.start();
      Eventually.gives(use);
    }
    Eventually.ends(user);
    assertThat(seen.keySet())
        .contains(NAME + "-balancer", NAME + "-worker-0", NAME + "-worker-1", NAME + "-spare-0");
    assertThat(seen.values())
        .containsOnly("a group in system, priority 5, daemon true, of the system's loader");
    assertThat(values).hasSize(3).containsOnly("null");
  }

  /// Three plain tasks at once, so that there is a spare; then a look at all threads.
  private static void useAll(Map<String, String> seen, Queue<String> values) {
    INHERITED.set("the user's");
    SchedulerConfig config = SchedulerConfig.DEFAULT.withName(NAME).withParallelism(2);
    try (Scheduler scheduler = Scheduler.create(config)) {
      CountDownLatch started = new CountDownLatch(3);
      CountDownLatch release = new CountDownLatch(1);
      for (int i = 0; i < 3; i++) {
        scheduler.execute(() -> {
          values.add(String.valueOf(INHERITED.get()));
          started.countDown();
          Eventually.opensUnchecked(release);
        });
      }
      try {
        Eventually.opensUnchecked(started);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
          ThreadGroup group = thread.getThreadGroup();
          if (thread.getName().startsWith(NAME) && group != null) { // null: it has ended
            seen.put(thread.getName(), describe(thread, group));
          }
        }
      } finally {
        release.countDown();
      }
    }
  }

  private static String describe(Thread thread, ThreadGroup group) {
    boolean systems = ClassLoader.getSystemClassLoader().equals(thread.getContextClassLoader());
    // The workers' is that of the JDK's carriers, where they are such.
    boolean known = group.getName().equals("smolscale") || group.getName().equals("CarrierThreads");
    return "%s group in %s, priority %d, daemon %s, of %s loader"
        .formatted(
            known ? "a" : "an unknown",
            group.getParent().getName(),
            thread.getPriority(),
            thread.isDaemon(),
            systems ? "the system's" : "another");
  }

  @Test
  void aTaskFindsNothingOfWhatTheOneBeforeItHasChanged() throws Exception {
    for (boolean throwing : new boolean[] {false, true}) {
      List<String> seen = new ArrayList<>();
      CompletableFuture<Throwable> caught = new CompletableFuture<>();
      try (Scheduler scheduler = Scheduler.create(ONE_THREAD)) {
        for (int i = 0; i < 3; i++) {
          FutureTask<Void> look = new FutureTask<>(() -> seen.add(state()), null);
          scheduler.execute(look);
          Eventually.gives(look);
          CountDownLatch changed = new CountDownLatch(1);
          scheduler.execute(() -> {
            Thread self = Thread.currentThread();
            self.setName("busy");
            self.setPriority(Thread.MAX_PRIORITY);
            self.setContextClassLoader(new URLClassLoader(new URL[0]));
            self.setUncaughtExceptionHandler((_, e) -> caught.complete(e));
            self.interrupt();
            changed.countDown();
            if (throwing) {
              throw new IllegalStateException("on purpose");
            }
          });
          Eventually.opens(changed);
        }
      }
      assertThat(seen)
          .containsOnly(
              NAME
                  + "-worker-0, not interrupted, its group handles,"
                  + " a group in system, priority 5, daemon true, of the system's loader")
          .hasSize(3);
      if (throwing) { // its own handler has heard of it
        assertThat(Eventually.gives(caught)).hasMessage("on purpose");
      }
    }
  }

  private static String state() {
    Thread self = Thread.currentThread();
    return "%s, %s, %s, %s"
        .formatted(
            self.getName(),
            self.isInterrupted() ? "interrupted" : "not interrupted",
            self.getThreadGroup().equals(self.getUncaughtExceptionHandler())
                ? "its group handles"
                : "another handles",
            describe(self, self.getThreadGroup()));
  }

  /// A pool of the JDK's keeps them, too: who caches something for each thread relies on it.
  @Test
  void theThreadLocalsOfPlainTasksStay() throws Exception {
    ThreadLocal<Integer> uses = ThreadLocal.withInitial(() -> 0);
    Map<Integer, Boolean> seen = new ConcurrentHashMap<>();
    try (Scheduler scheduler = Scheduler.create(ONE_THREAD)) {
      for (int i = 0; i < 3; i++) {
        scheduler.execute(() -> {
          seen.put(uses.get(), true);
          uses.set(uses.get() + 1);
        });
      }
    }
    assertThat(seen).containsOnlyKeys(0, 1, 2);
  }
}

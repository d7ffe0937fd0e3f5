package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Thread locals belong to the virtual thread, not to the worker under it.
@AlsoUnderAgent
class ThreadLocalsTest {
  private static final ThreadLocal<String> LOCAL = new ThreadLocal<>();
  private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void eachThreadHasItsOwn() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      String mine = "of " + t;
      threads.add(
          on.start(() -> {
            assertThat(LOCAL.get()).isNull();
            LOCAL.set(mine);
            for (int i = 0; i < 20; i++) {
              Yield.now();
              assertThat(LOCAL.get()).isEqualTo(mine);
            }
            Thread.sleep(1);
            assertThat(LOCAL.get()).isEqualTo(mine);
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  @Test
  void aPlainTasksLocalDoesNotReachAVirtualThread() throws Exception {
    for (int i = 0; i < 20; i++) {
      on.callPlain(() -> {
        LOCAL.set("the worker's");
        return 0;
      });
      assertThat(on.<String>call(LOCAL::get)).isNull();
    }
  }

  @Test
  void aVirtualThreadsLocalDoesNotReachAPlainTask() throws Exception {
    for (int i = 0; i < 20; i++) {
      on.run(() -> LOCAL.set("the thread's"));
      assertThat(on.<String>callPlain(LOCAL::get)).isNotEqualTo("the thread's");
    }
  }

  @Test
  void aChildInheritsFromItsParent() throws Exception {
    on.run(() -> {
      INHERITED.set("the parent's");
      FutureTask<String> child = new FutureTask<>(INHERITED::get);
      on.threads().newThread(child).start();
      assertThat(Eventually.gives(child)).isEqualTo("the parent's");
    });
  }

  @Test
  void aThreadInheritsFromThePlatformThreadThatMadeIt() throws Exception {
    INHERITED.set("the platform thread's");
    try {
      assertThat(on.<String>call(INHERITED::get)).isEqualTo("the platform thread's");
    } finally {
      INHERITED.remove();
    }
    assertThat(on.<String>call(INHERITED::get)).isNull();
  }

  /// Workers start while somebody's task is submitted. They must not keep what that thread had.
  @Test
  void workersInheritNothing() throws Exception {
    INHERITED.set("the maker's");
    try (Scheduler made =
        Scheduler.create(SchedulerConfig.DEFAULT.withName("heirs").withParallelism(3))) {
      List<FutureTask<String>> tasks =
          IntStream.range(0, 20).mapToObj(_ -> new FutureTask<>(INHERITED::get)).toList();
      tasks.forEach(made::execute);
      for (FutureTask<String> task : tasks) {
        assertThat(Eventually.gives(task)).isNull();
      }
    } finally {
      INHERITED.remove();
    }
  }
}

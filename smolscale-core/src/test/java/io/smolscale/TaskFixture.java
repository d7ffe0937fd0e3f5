package io.smolscale;

import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A scheduler, tasks on it, and their bodies.
abstract class TaskFixture {
  static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension final TestScheduler on = new TestScheduler();

  final CountDownLatch release = new CountDownLatch(1);

  final <T> Task<T> spawn(Callable<T> body) {
    return on.scheduler().spawn(body);
  }

  final int fortyTwoAfterRelease() throws InterruptedException {
    Eventually.opens(release);
    return 42;
  }

  final Task<Integer> failAfterRelease(Throwable thrown) {
    return spawn(() -> {
      Eventually.opens(release);
      ExecutorContract.sneak(thrown);
      return 0;
    });
  }

  /// A task whose body gets the task itself.
  final Task<Integer> self(Body body) {
    CompletableFuture<Task<Integer>> self = new CompletableFuture<>();
    Task<Integer> task = spawn(() -> body.call(self.get()));
    self.complete(task);
    return task;
  }

  interface Body {
    int call(Task<Integer> self) throws Exception;
  }
}

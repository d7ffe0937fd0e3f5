package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// A scheduler for one test method. At the end it must close, which takes that every thread of the
/// test has ended, and no thread that the test started may have thrown.
///
/// With `-Dsmolscale.tests=agent` the threads are those of `Thread.ofVirtual()`, as in a program
/// that knows nothing of us: the classes marked [AlsoUnderAgent] run a second time so, with the
/// agent. `jdk` is the same without the agent, to see what the JDK's scheduler makes of a test.
final class TestScheduler implements BeforeEachCallback, AfterEachCallback {
  private static final String MODE = System.getProperty("smolscale.tests", "library");

  private final SchedulerConfig config;
  private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
  private final Queue<Thread> started = new ConcurrentLinkedQueue<>();
  private @Nullable Scheduler scheduler;

  TestScheduler() {
    this(SchedulerConfig.DEFAULT.withName("test").withParallelism(2));
  }

  TestScheduler(SchedulerConfig config) {
    this.config = config;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    scheduler = ownsScheduler() ? new BalancedScheduler(config) : Smolscale.scheduler();
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    boolean ended = end();
    if (context.getExecutionException().isEmpty()) {
      assertThat(ended).as("%s has ended, or else all of its threads", scheduler).isTrue();
      assertThat(thrown).as("what the test's threads threw").isEmpty();
    }
  }

  private boolean end() throws InterruptedException {
    if (ownsScheduler()) {
      scheduler().shutdown();
      return scheduler().awaitTermination(60, TimeUnit.SECONDS);
    }
    for (Thread thread : started) {
      if (!thread.join(Duration.ofSeconds(60))) {
        return false;
      }
    }
    return true;
  }

  /// Whether it is the test's own, made with its configuration, and not the JVM's.
  static boolean ownsScheduler() {
    return MODE.equals("library");
  }

  /// How the names of its workers begin, and of the spares that may be there while one is stuck.
  static String workers() {
    return switch (MODE) {
      case "library" -> "test-";
      case "agent" -> "smolscale-";
      default -> "ForkJoinPool-";
    };
  }

  /// Behind the front for plain tasks and statistics. A test of sockets, monitors and the like
  /// needs none of it.
  Scheduler scheduler() {
    return Objects.requireNonNull(scheduler, "before the test");
  }

  /// Makes its virtual threads.
  ThreadFactory threads() {
    return ownsScheduler() ? scheduler().virtualThreads() : Thread.ofVirtual().factory();
  }

  /// A virtual thread that has not started.
  Thread unstarted(Body body) {
    return threads()
        .newThread(() -> {
          try {
            body.run();
          } catch (Throwable e) {
            thrown.add(e);
          }
        });
  }

  /// Starts a virtual thread.
  Thread start(Body body) {
    Thread thread = unstarted(body);
    started.add(thread);
    thread.start();
    return thread;
  }

  /// Runs the body on a virtual thread and waits for its value; throws what it throws.
  <T> T call(Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    threads().newThread(task).start();
    return value(task);
  }

  /// Runs the body on a virtual thread and waits for its end; throws what it throws.
  void run(Body body) throws Exception {
    call(() -> {
      body.run();
      return true;
    });
  }

  /// Runs the body as a plain task and waits for its value; throws what it throws.
  <T> T callPlain(Callable<T> body) throws Exception {
    FutureTask<T> task = new FutureTask<>(body);
    scheduler().execute(task);
    return value(task);
  }

  private static <T> T value(FutureTask<T> task) throws Exception {
    try {
      return Eventually.gives(task);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case Exception exception -> throw exception;
        case Error error -> throw error;
        case null, default -> throw e;
      }
    }
  }

  /// What a thread of a test does.
  @FunctionalInterface
  interface Body {
    void run() throws Exception;
  }
}

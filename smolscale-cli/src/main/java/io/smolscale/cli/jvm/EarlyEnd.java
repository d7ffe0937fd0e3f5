package io.smolscale.cli.jvm;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Lets a command finish what it has begun when somebody ends this JVM: by Ctrl-C, or with `kill`.
/// The JVM then waits until this is closed, for a few seconds at most.
public final class EarlyEnd implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(20); // to write a recording

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Thread hook = Thread.ofPlatform().unstarted(this::awaitFinish);
  private volatile boolean asked;

  private EarlyEnd() {}

  /// Has the JVM wait from now on.
  public static EarlyEnd listen() {
    EarlyEnd end = new EarlyEnd();
    Runtime.getRuntime().addShutdownHook(end.hook);
    return end;
  }

  private void awaitFinish() {
    asked = true;
    try {
      finished.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the JVM ends all the same
    }
  }

  /// Returns whether somebody ends the JVM.
  public boolean isAsked() {
    return asked;
  }

  @Override
  public void close() {
    finished.countDown();
    if (!asked) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException _) {
        // it ends just now
      }
    }
  }
}

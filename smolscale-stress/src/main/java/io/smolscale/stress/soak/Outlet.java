package io.smolscale.stress.soak;

import java.util.concurrent.CompletableFuture;

/// The handler of what tasks throw, for a scheduler that is made before the stage that listens.
final class Outlet implements Thread.UncaughtExceptionHandler {
  private final CompletableFuture<Stage> stage = new CompletableFuture<>();

  /// Passes on to this one.
  void lead(Stage to) {
    stage.complete(to);
  }

  @Override
  public void uncaughtException(Thread thread, Throwable e) {
    stage.join().tell(thread, e);
  }
}

package io.smolscale.stress.soak;

import io.smolscale.Scheduler;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The ways to end a scheduler. Each waits until it is over.
enum Ending {
  CLOSE {
    @Override
    void end(Stage stage) {
      stage.scheduler().close();
    }
  },
  SHUTDOWN {
    @Override
    void end(Stage stage) throws InterruptedException {
      stage.scheduler().shutdown();
      if (!stage.scheduler().awaitTermination(1, TimeUnit.DAYS)) {
        stage.ledger().complain("a day was not enough to end");
      }
    }
  },
  SHUTDOWN_FROM_INSIDE {
    @Override
    void end(Stage stage) {
      stage.virtual("shutdown", stage.scheduler()::shutdown);
      stage.scheduler().close();
    }
  },
  /// Gives the plain tasks back that have not begun.
  SHUTDOWN_NOW {
    @Override
    void end(Stage stage) {
      for (Runnable task : stage.scheduler().shutdownNow()) {
        switch (task) {
          case Entry entry -> entry.returned();
          case Promise promise -> promise.entry().returned();
          default -> stage.ledger().complain("gave back what was no task of ours: " + task);
        }
      }
      stage.scheduler().close();
    }
  },
  /// Throws the plain tasks away that have not begun.
  INTERRUPTED_CLOSE {
    @Override
    void end(Stage stage) {
      Thread.currentThread().interrupt();
      stage.scheduler().close();
      if (!Thread.interrupted()) {
        stage.ledger().complain("close forgot the interrupt");
      }
      stage.ledger().pardonDropped();
    }
  },
  TWO_CLOSE {
    @Override
    void end(Stage stage) throws InterruptedException {
      Scheduler scheduler = stage.scheduler();
      Thread other = Thread.ofPlatform().name("soak-closer").daemon().start(scheduler::close);
      scheduler.close();
      other.join();
    }
  };

  static final List<Ending> ALL = List.of(values());

  /// Ends the scheduler, and returns when it has ended.
  abstract void end(Stage stage) throws InterruptedException;
}

package io.smolscale.internal.worker;

/// A task that runs to its end on a worker, as against a virtual thread, which leaves it when it
/// blocks.
///
/// @param body what to run
public record PlainTask(Runnable body) implements Runnable {
  @Override
  public void run() {
    Worker worker = Worker.current();
    worker.setInPlainTask(true);
    try {
      body.run();
    } finally {
      worker.setInPlainTask(false);
      Thread.interrupted(); // it was meant for this task
      worker.sweepForks();
    }
    worker.reset(); // not when it threw: its handler is asked first
  }
}

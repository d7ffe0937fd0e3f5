package io.smolscale.internal.worker;

/// A task that runs to its end on a worker, as against a virtual thread, which leaves it when it
/// blocks.
///
/// @param body what to run
public record PlainTask(Runnable body) implements Runnable {
  @Override
  public void run() {
    try {
      Worker.current().setInPlainTask(true);
    } finally { // whatever that has thrown: the submitter waits for the body
      try {
        body.run();
      } finally {
        Worker.current().setInPlainTask(false);
        Thread.interrupted(); // it was meant for this task
        Worker.current().forks.sweep();
      }
    }
    Worker.current().reset(); // not when it threw: its handler is asked first
  }
}

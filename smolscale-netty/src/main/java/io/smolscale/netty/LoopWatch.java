package io.smolscale.netty;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds loops of a group that do not turn, because a handler blocks them or computes: asks each
/// loop now and then to run a task, and tells, once for each time, of one that does not.
///
/// A loop that has no thread is not asked, as that would start one.
final class LoopWatch implements Runnable {
  private final LoopThreads threads;
  private final Duration limit;
  private final Map<EventExecutor, Turn> turns = new HashMap<>(); // of whoever runs this
  private volatile Iterable<EventExecutor> group = List.of();

  LoopWatch(LoopThreads threads, Duration limit) {
    this.threads = threads;
    this.limit = limit;
  }

  /// The group is made: from now on there is something to look at.
  void begin(Iterable<EventExecutor> group) {
    this.group = group;
  }

  /// Looks at all loops. One at a time.
  @Override
  public void run() {
    for (EventExecutor loop : group) {
      for (Thread thread : threads.running()) {
        if (loop.inEventLoop(thread) && !loop.isShuttingDown()) {
          look(loop, thread);
        }
      }
    }
  }

  private void look(EventExecutor loop, Thread thread) {
    Turn turn = turns.computeIfAbsent(loop, _ -> new Turn());
    if (turn.isOver) {
      turn.ask(loop);
    } else if (turn.isLateBy(limit) && !turn.isTold) {
      turn.isTold = true;
      System.getLogger("io.smolscale").log(System.Logger.Level.WARNING, text(thread));
    }
  }

  private String text(Thread thread) {
    StringBuilder text = new StringBuilder();
    text.append("the event loop ").append(thread.getName());
    text.append(" has not turned for ").append(limit.toMillis()).append(" ms; it is in");
    for (StackTraceElement frame : thread.getStackTrace()) {
      text.append("\n      at ").append(frame);
    }
    return text.toString();
  }

  private static final class Turn {
    private volatile boolean isOver = true; // set by the loop
    private boolean isTold;
    private long since;

    private void ask(EventExecutor loop) {
      isOver = false;
      isTold = false;
      since = System.nanoTime();
      loop.execute(() -> isOver = true);
    }

    private boolean isLateBy(Duration limit) {
      return System.nanoTime() - since > limit.toNanos();
    }
  }
}

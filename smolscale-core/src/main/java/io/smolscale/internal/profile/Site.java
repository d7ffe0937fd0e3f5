package io.smolscale.internal.profile;

import io.smolscale.internal.jdk.OfClass;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// What the tasks of one spawn site have done so far. Written by any number of threads; times are
/// in nanoseconds.
public final class Site {
  private final String name;
  private final LongAdder started = new LongAdder();
  private final LongAdder ended = new LongAdder();
  private final LongAdder runs = new LongAdder();
  private final LongAdder ran = new LongAdder();
  private final LongAdder waited = new LongAdder();
  private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

  Site(String name) {
    this.name = name;
  }

  /// The same, read at one moment. The values are read one after the other.
  ///
  /// @param name class and line, or the name of the task
  /// @param started how many tasks have been started
  /// @param ended how many of them have ended
  /// @param runs how often one of them began to run or went on
  /// @param ran how long they ran, all together
  /// @param longest how long the longest run was
  /// @param waited how long they waited to run, all together
  public record Line(
      String name, long started, long ended, long runs, long ran, long longest, long waited) {}

  String name() {
    return name;
  }

  /// A task starts.
  void started() {
    started.increment();
  }

  /// A task has ended, or will never begin.
  void ended() {
    ended.increment();
  }

  /// A task has run until it ended, blocked, or yielded.
  ///
  /// @param since when it could have run
  /// @param from when it did
  /// @param to when it stopped
  void ran(long since, long from, long to) {
    runs.increment();
    waited.add(Math.max(0, from - since));
    ran.add(to - from);
    longest.accumulate(to - from);
  }

  /// A body that counts as started now, and as ended when it is over.
  public Runnable lived(Runnable body) {
    started();
    return () -> {
      try {
        body.run();
      } finally {
        ended();
      }
    };
  }

  /// A body that counts as a task each time that it is called.
  ///
  /// @param <T> what it gives
  public <T extends @Nullable Object> Callable<T> timed(Callable<T> body) {
    return new TimedCall<>(body, this);
  }

  private record TimedCall<T extends @Nullable Object>(Callable<T> body, Site site)
      implements Callable<T>, OfClass {
    @Override
    public T call() throws Exception {
      site.started();
      long from = System.nanoTime();
      try {
        return body.call();
      } finally {
        site.ran(from, from, System.nanoTime());
        site.ended();
      }
    }

    @Override
    public Class<?> ofClass() {
      return OfClass.of(body);
    }
  }

  Line line() {
    long over = ended.sum(); // before the starts, so that none is over that has not started
    return new Line(name, started.sum(), over, runs.sum(), ran.sum(), longest.get(), waited.sum());
  }
}

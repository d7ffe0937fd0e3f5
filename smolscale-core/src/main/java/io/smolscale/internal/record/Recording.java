package io.smolscale.internal.record;

import io.smolscale.internal.jdk.Carrier;
import io.smolscale.internal.worker.Tap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What is recorded from one moment to another.
///
/// It ends when somebody ends it, when its time is over, or when a thread has waited to run for
/// longer than a limit: what was before that is what is wanted. From then on nothing is written.
public final class Recording implements Tap {
  private static final int MOST_NAMES = 20_000;

  /// For so long after the beginning no wait ends the recording: the classes of the recorder are
  /// loaded then, and there is no past yet that one could look at.
  private static final long NANOS_TO_SETTLE = 500_000_000;

  private final int runs;
  private final long until;
  private final long longestWait;
  private final long began = System.nanoTime();
  private final Map<Thread, RunRing> rings = new ConcurrentHashMap<>(); // by worker
  private final Map<Long, String> names = new ConcurrentHashMap<>(); // of virtual threads
  private final Reasons reasons = new Reasons();
  private final Tasks tasks = new Tasks();
  private volatile boolean open = true;
  private volatile long ended; // when it was closed, by System.nanoTime
  private volatile long exceeded; // the wait that was too long; 0 if none was

  /// Begins now.
  ///
  /// @param runs how many runs are kept for each worker
  /// @param nanos how long it lasts at most
  /// @param longestWait the wait that ends it, in nanoseconds; 0 for none
  Recording(int runs, long nanos, long longestWait) {
    this.runs = runs;
    this.until = began + nanos;
    this.longestWait = longestWait;
  }

  @Override
  public Runnable thread(Runnable continued) {
    return recorded(continued, false);
  }

  @Override
  public Runnable task(Runnable body) {
    return recorded(body, true);
  }

  /// No memory, or the end of a stack: then it runs as it is.
  private Runnable recorded(Runnable behind, boolean isTask) {
    if (!open) {
      return behind;
    }
    try {
      return new RecordedRun(
          behind,
          isTask ? tasks.of(behind) : 0,
          this,
          System.nanoTime(),
          Thread.currentThread().threadId(),
          Carrier.current().threadId());
    } catch (Throwable _) {
      return behind;
    }
  }

  /// A run begins, on the current platform thread.
  ///
  /// @return where its end is written; null if the recording is over
  @Nullable RunRing begin(RecordedRun run) {
    if (!open) {
      return null;
    }
    long now = System.nanoTime();
    RunRing ring = ringOf(Thread.currentThread());
    ring.begin(run, now);
    if (isTooLong(run, now)) {
      exceeded = now - run.since();
      close(now);
    } else if (now - until > 0) {
      close(now);
      Recorder.forget(this); // nobody wants it any more
    }
    return ring;
  }

  private RunRing ringOf(Thread worker) {
    RunRing known = rings.get(worker); // which takes no lock
    return known != null ? known : rings.computeIfAbsent(worker, of -> new RunRing(of, runs));
  }

  private boolean isTooLong(RecordedRun run, long now) {
    return longestWait > 0
        && now - run.since() > longestWait
        && run.since() - began > NANOS_TO_SETTLE;
  }

  /// It is over.
  void end(RecordedRun run, RunRing ring) {
    if (!open) {
      return;
    }
    Thread thread = run.thread();
    ring.end(run, System.nanoTime(), run.isTask() ? Reasons.ENDED : reasons.of(thread));
    if (thread != null && !names.containsKey(thread.threadId())) {
      name(thread);
    }
  }

  private void name(Thread thread) {
    String name = thread.getName();
    if (!name.isEmpty() && names.size() < MOST_NAMES) {
      names.put(thread.threadId(), name);
    }
  }

  private void close(long now) {
    open = false;
    ended = now;
  }

  /// Ends it, if it has not ended.
  void close() {
    if (open) {
      close(System.nanoTime());
    }
  }

  /// Returns whether it goes on. One whose time is over has ended, though no run may have told it.
  public boolean isOpen() {
    return open && System.nanoTime() - until <= 0;
  }

  /// The wait that has ended it, in nanoseconds; 0 if none has.
  public long exceeded() {
    return exceeded;
  }

  /// A worker's runs.
  ///
  /// @param worker the thread id of the worker
  /// @param name its name
  /// @param lost how many runs have been overwritten
  /// @param runs the others, each as `began,ended,thread,since,waker,wakersLane,reason`; times are
  ///   nanoseconds since the recording began, and -1 for the end of a run that goes on
  public record Lane(long worker, String name, long lost, List<String> runs) {}

  /// All that was recorded.
  public List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>();
    for (RunRing ring : rings.values()) {
      List<String> lines = new ArrayList<>();
      for (RunRing.Run run : ring.runs()) {
        lines.add(
            (run.began() - began)
                + ","
                + (run.ended() < 0 ? -1 : run.ended() - began)
                + ","
                + run.thread()
                + ","
                + (run.since() - began)
                + ","
                + run.waker()
                + ","
                + run.wakersLane()
                + ","
                + run.reason());
      }
      lanes.add(new Lane(ring.worker().threadId(), ring.worker().getName(), ring.lost(), lines));
    }
    return lanes;
  }

  /// The names of what threads parked for, by number.
  public List<String> reasons() {
    return reasons.names();
  }

  /// The names of those threads that have one, and of the kinds of plain tasks.
  public Map<Long, String> names() {
    Map<Long, String> all = new HashMap<>(names);
    all.putAll(tasks.names());
    return all;
  }

  /// When it began, by [System#nanoTime].
  public long began() {
    return began;
  }

  /// Returns how long it lasted, in nanoseconds.
  public long length() {
    return (open ? System.nanoTime() : ended) - began;
  }
}

package io.smolscale.sim.machine;

import io.smolscale.sim.machine.Events.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/// The operating system's part: which thread has a core. A thread that finds none free waits in
/// line; while one waits, a thread that has had its time slice goes to the end of the line.
///
/// With no more threads awake than cores, which is the rule, none ever waits.
public final class Processors {
  private final Events events;
  private final long slice;
  private final ArrayDeque<SimThread> line = new ArrayDeque<>();
  private final List<SimThread> running = new ArrayList<>();
  private final int cores;
  private boolean slicing;

  /// Makes as many cores, all of them free.
  ///
  /// @param slice how long a thread keeps its core while another waits, in nanoseconds
  public Processors(Events events, int cores, long slice) {
    this.events = events;
    this.cores = cores;
    this.slice = slice;
  }

  /// Has a thread use so many nanoseconds of a core, and then do something. It keeps the core until
  /// it gives it back.
  public void use(SimThread thread, long nanos, Runnable then) {
    thread.left = nanos;
    thread.then = then;
    if (thread.onCore) {
      proceed(thread);
    } else if (running.size() < cores) {
      enter(thread);
    } else {
      line.add(thread);
      watchSlices();
    }
  }

  /// The thread falls asleep.
  public void giveBack(SimThread thread) {
    leave(thread);
    next();
  }

  private void enter(SimThread thread) {
    thread.onCore = true;
    thread.onCoreSince = events.now();
    running.add(thread);
    proceed(thread);
  }

  private void leave(SimThread thread) {
    thread.onCore = false;
    running.remove(thread);
  }

  private void next() {
    SimThread thread = line.poll();
    if (thread != null) {
      enter(thread);
    }
  }

  private void proceed(SimThread thread) {
    thread.end = events.in(thread.left, Objects.requireNonNull(thread.then));
  }

  private void watchSlices() {
    if (!slicing) {
      slicing = true;
      events.in(slice, this::sliceOver);
    }
  }

  private void sliceOver() {
    slicing = false;
    List<SimThread> due =
        running.stream()
            .filter(thread -> events.now() - thread.onCoreSince >= slice)
            .sorted(Comparator.comparingLong(thread -> thread.onCoreSince))
            .limit(line.size())
            .toList();
    for (SimThread thread : due) {
      Event end = Objects.requireNonNull(thread.end);
      if (end.at() > events.now()) {
        end.cancel();
        thread.left = end.at() - events.now();
        leave(thread);
        line.add(thread);
        next();
      }
    }
    if (!line.isEmpty()) {
      watchSlices();
    }
  }
}

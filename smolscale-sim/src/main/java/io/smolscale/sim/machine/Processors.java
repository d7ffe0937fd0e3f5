package io.smolscale.sim.machine;

import io.smolscale.sim.machine.Events.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The operating system's part: which thread has a core. A thread that finds none free waits in
/// line; while one waits, a thread that has had its time slice goes to the end of the line. So it
/// is with more workers awake than cores.
///
/// On a [Host] that is shared, a core is away now and then. The thread that runs there stands still
/// with it, and the operating system does not know: it gives that core to a thread as if it were
/// there.
public final class Processors {
  private final Events events;
  private final long slice;
  private final ArrayDeque<SimThread> line = new ArrayDeque<>();
  private final List<Core> cores = new ArrayList<>();
  private final ArrayDeque<Core> free = new ArrayDeque<>();
  private boolean slicing;

  static final class Core {
    private @Nullable SimThread running;
    private long awayUntil;
  }

  /// Makes as many cores, all of them free.
  ///
  /// @param slice how long a thread keeps its core while another waits, in nanoseconds
  public Processors(Events events, int cores, long slice) {
    this.events = events;
    this.slice = slice;
    for (int i = 0; i < cores; i++) {
      this.cores.add(new Core());
    }
    free.addAll(this.cores);
  }

  /// Has others take the cores away, now and then, until nothing else happens.
  ///
  /// @param random says when: each core's thefts are the same whatever the threads do
  public void share(Host host, RandomGenerator random) {
    for (Core core : cores) {
      planTheft(core, host, new SplittableRandom(random.nextLong()));
    }
  }

  private void planTheft(Core core, Host host, RandomGenerator random) {
    long in = Math.round(host.meanBetweenThefts() * random.nextExponential());
    long lasts = random.nextLong(Host.SHORTEST_THEFT, Host.LONGEST_THEFT + 1);
    events.inBackground(in, () -> steal(core, lasts));
    events.inBackground(in + lasts, () -> planTheft(core, host, random));
  }

  private void steal(Core core, long lasts) {
    core.awayUntil = events.now() + lasts;
    SimThread thread = core.running;
    if (thread != null) {
      Event end = Objects.requireNonNull(thread.end);
      if (end.at() > events.now()) {
        end.cancel();
        thread.left = end.at() - events.now();
        proceed(thread, core);
      }
    }
  }

  /// Has a thread use so many nanoseconds of a core, and then do something. It keeps the core until
  /// it gives it back.
  public void use(SimThread thread, long nanos, Runnable then) {
    thread.left = nanos;
    thread.then = then;
    Core has = thread.core;
    if (has != null) {
      proceed(thread, has);
    } else if (!free.isEmpty()) {
      enter(thread, free.remove());
    } else {
      line.add(thread);
      watchSlices();
    }
  }

  /// Returns how long the thread has had a core, in nanoseconds. As an operating system that knows
  /// of no theft, it counts those in.
  public long had(SimThread thread) {
    return thread.had + (thread.core == null ? 0 : events.now() - thread.onCoreSince);
  }

  /// The thread falls asleep.
  public void giveBack(SimThread thread) {
    next(leave(thread));
  }

  private void enter(SimThread thread, Core core) {
    thread.core = core;
    thread.onCoreSince = events.now();
    core.running = thread;
    proceed(thread, core);
  }

  private Core leave(SimThread thread) {
    Core core = Objects.requireNonNull(thread.core);
    thread.had += events.now() - thread.onCoreSince;
    thread.core = null;
    core.running = null;
    return core;
  }

  private void next(Core left) {
    SimThread thread = line.poll();
    if (thread != null) {
      enter(thread, left);
    } else {
      free.add(left);
    }
  }

  private void proceed(SimThread thread, Core core) {
    long away = Math.max(0, core.awayUntil - events.now());
    thread.end = events.in(away + thread.left, Objects.requireNonNull(thread.then));
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
        cores.stream()
            .filter(core -> core.awayUntil <= events.now()) // else its clock stands still, too
            .map(core -> core.running)
            .filter(Objects::nonNull)
            .filter(thread -> events.now() - thread.onCoreSince >= slice)
            .sorted(Comparator.comparingLong(thread -> thread.onCoreSince))
            .limit(line.size())
            .toList();
    for (SimThread thread : due) {
      Event end = Objects.requireNonNull(thread.end);
      if (end.at() > events.now()) {
        end.cancel();
        thread.left = end.at() - events.now();
        Core left = leave(thread);
        line.add(thread);
        next(left);
      }
    }
    if (!line.isEmpty()) {
      watchSlices();
    }
  }
}

package io.smolscale.internal.worker;

import io.smolscale.internal.observe.Events;
import io.smolscale.internal.observe.Events.Span;
import io.smolscale.internal.observe.Histogram;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Finds out how long a task waits for a worker, by tasks of its own: no task carries a timestamp.
///
/// At most ten times a second, at a look of the balancer's, while somebody is awake and tasks
/// begin, a *probe* goes where a task from outside goes: into the inbox, with all that follows from
/// that. Where it runs, on a worker, a second one goes where a yield goes: behind the ring. Each
/// notes how long it has waited.
///
/// What this does not show: the wait of a task that is the first to come while all sleep (a probe
/// would wake a process that has nothing to do); the slot, where the receiver of a message waits
/// for its sender to park; and, while nobody begins a task because all are stuck, anything (a probe
/// would have a spare started).
final class Probes {
  private static final long NANOS_BETWEEN = 100_000_000;

  private final Commons commons;
  private final Roster roster;
  private final Intake intake;
  private final Histogram inbox = new Histogram();
  private final Histogram ring = new Histogram();
  private final AtomicLong begun = new AtomicLong(); // how many probes workers have begun
  private volatile boolean underway; // a probe has not run yet
  private volatile boolean queued; // a probe waits in the inbox or a ring; may be so a moment early
  private long next = System.nanoTime() + NANOS_BETWEEN; // the balancer's
  private long started; // the balancer's: tasks, at the last look

  Probes(Commons commons, Roster roster, Intake intake) {
    this.commons = commons;
    this.roster = roster;
    this.intake = intake;
  }

  /// Returns how long probes have waited in the inbox.
  Histogram inbox() {
    return inbox;
  }

  /// Returns how long probes have waited in a ring.
  Histogram ring() {
    return ring;
  }

  /// Returns how many of the tasks that workers have begun were probes.
  long begun() {
    return begun.get();
  }

  /// Returns how many of the tasks that wait are probes: one behind tasks that do not end can wait
  /// as long as these.
  int waiting() {
    return queued ? 1 : 0;
  }

  /// Sends a probe, if it is time for one. The balancer only.
  void look(long now) {
    if (now - next < 0) {
      return;
    }
    long before = started;
    started = 0;
    for (Worker worker : roster.workers()) {
      started += worker.started();
    }
    if (underway
        || started == before
        || commons.sleepers.awake() == 0
        || commons.parts.isSingle() // where the order of all tasks is the same each time
        || commons.phase.isClosing()) {
      return;
    }
    next = now + NANOS_BETWEEN;
    underway = true;
    queued = true;
    intake.submit(new InInbox());
  }

  /// Waits in the inbox. One at a time.
  private final class InInbox implements Runnable {
    private final @Nullable Object span = Events.beginIfHeard(Span.WAIT_IN_INBOX);
    private final long since = System.nanoTime();

    @Override
    public void run() {
      queued = false;
      begun.incrementAndGet();
      inbox.add(System.nanoTime() - since);
      Worker worker = Worker.current();
      Events.endIfHeard(span, commons.parts.name(), worker.name);
      if (worker.holdings.waiting() == 0) {
        ring.add(0); // it would be the next
        underway = false;
      } else {
        queued = true;
        worker.dispatch.push(new InRing());
      }
    }
  }

  /// Waits in a ring.
  private final class InRing implements Runnable {
    private final @Nullable Object span = Events.beginIfHeard(Span.WAIT_IN_RING);
    private final long since = System.nanoTime();

    @Override
    public void run() {
      queued = false;
      begun.incrementAndGet();
      ring.add(System.nanoTime() - since);
      underway = false;
      Events.endIfHeard(span, commons.parts.name(), Worker.current().name);
    }
  }
}

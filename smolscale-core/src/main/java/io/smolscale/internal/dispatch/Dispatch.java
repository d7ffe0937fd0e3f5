package io.smolscale.internal.dispatch;

import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.InboxLooks;
import io.smolscale.internal.balance.Pace;
import io.smolscale.internal.queue.Ring;
import io.smolscale.internal.queue.Slot;
import io.smolscale.internal.timer.Timers;
import org.jspecify.annotations.Nullable;

/// The queues of one worker, and where its next task comes from.
///
/// ## Order
///
/// 1. [The slot][#own], at most 16 times in a row, then the ring gets a turn;
/// 2. the ring;
/// 3. after about 25 microseconds of work ([Pace] says when) the worker [looks up][#check]: due
///    timers, then a share of the inbox behind the ring, then the sockets;
/// 4. a worker that is dry [looks once everywhere][#look]: a task of the inbox, with a batch behind
///    the ring if many wait there; the timers; half of the ring of a worker that asked for help.
///
/// ## Who may call what
///
/// All of it is for the owner, the thread of the worker. Other threads have the [Holdings], through
/// which they see and take what waits here, at any time. A task's way through here reads and writes
/// this worker's own memory, and reads each read-mostly word once.
public final class Dispatch {
  /// Tasks in a ring, as it is made and at most. What comes on top goes to the inbox.
  private static final int RING = 256;

  private static final int LARGEST_RING = RING * RING;

  /// The timed waits that were begun here.
  public final Timers timers = new Timers();

  /// How long the tasks take.
  public final Pace pace = new Pace();

  private final Ring ring = new Ring(RING, LARGEST_RING);
  private final Slot slot = new Slot();
  private final Holdings holdings = new Holdings(ring, slot, timers, pace);

  private final Shared shared;
  private final Overflow overflow;
  private final Duties duties;
  private final InboxLooks.Notes notes;
  private final boolean alone;

  /// What a worker does between two tasks beside running the next one.
  public interface Duties {
    /// Returns whether the worker stands down: it hands over what it has, and then sleeps.
    boolean standsDown();

    /// Hands over what the worker has, because it stands down.
    void handOver();

    /// Leaves the turn to another worker, if there is one that waits for it.
    void giveWay();

    /// Looks at the sockets, if nobody has lately.
    void lookAtSockets(long now);
  }

  /// Takes the tasks for which a ring has no room. What it throws, it throws before it has the
  /// task.
  public interface Overflow {
    /// Takes a task.
    void submit(Runnable task);
  }

  /// Makes the queues of one worker, all of them empty.
  ///
  /// @param alone whether there will never be another worker: then the clock has no say in the
  ///   order
  public Dispatch(Shared shared, Overflow overflow, Duties duties, boolean alone) {
    this.shared = shared;
    this.overflow = overflow;
    this.duties = duties;
    this.alone = alone;
    this.notes = shared.wakes.notes();
  }

  /// Returns what lies here, for other threads.
  public Holdings holdings() {
    return holdings;
  }

  // ---- tasks that come

  /// Takes a task that runs next: the receiver of a message, or a thread that was just started by
  /// the task that runs.
  ///
  /// It goes behind the ring where recent tasks from the slot woke nobody and others wait in the
  /// ring: it may be collecting from these. In the slot it would run after each of them, for one
  /// message each time; behind them it runs once for all.
  public void pushNext(Runnable task) {
    boolean runsNext = pace.chooseSlot() || ring.size() == 0;
    if (runsNext && (pace.slotIsOpen() || alone)) {
      Runnable out = slot.put(task);
      if (out != null) {
        try {
          push(out);
        } catch (Throwable _) { // the end of the stack: not even a call is left
          slot.left = new Object[] {out, slot.left};
        }
      }
    } else {
      push(task);
    }
  }

  /// Takes a task that runs after the others. What it throws, it throws before it has the task.
  public void push(Runnable task) {
    int size = ring.push(task);
    if (size < 0) {
      overflow.submit(task);
      return;
    }
    try {
      if (size - (pace.isDry() ? 1 : 0) > pace.limit()) { // one of them runs at once
        shared.wakes.callFor(holdings);
      }
    } catch (Throwable _) {
      // It is in the ring, which is found too long at the next look.
    }
  }

  // ---- the next task

  /// Takes the next task from the slot or the ring.
  public @Nullable Runnable own() {
    if (pace.slotsTurn() && !slot.isEmpty()) {
      pace.slotRan(); // first: nothing may throw while it has a task that is in no queue
      Runnable task = slot.take();
      if (task != null) {
        return task;
      }
    }
    pace.slotDone();
    Runnable task = ring.pop();
    return task != null ? task : slot.take();
  }

  /// Looks up from the tasks.
  public void check(long now) {
    pace.measure(now, shared.price.nanos(), shared.wakes.debt());
    if (timers.due(now)) {
      timers.fire(now);
    }
    if (duties.standsDown()) {
      duties.handOver();
      return;
    }
    duties.giveWay();
    notes.look(now);
    pullFromInbox(now);
    duties.lookAtSockets(now);
    if (holdings.isTooLong()) {
      shared.wakes.callAgainFor(holdings); // nobody came, or not for this one
    }
  }

  /// Moves its share of the inbox behind the ring.
  private void pullFromInbox(long now) {
    if (shared.inbox.isEmpty()) {
      return;
    }
    int waiting = ring.size();
    long inboxAge = waiting > 0 ? shared.wakes.inboxAge(now) : 0;
    pull(pace.share(waiting, !slot.isEmpty(), inboxAge));
  }

  /// Moves so many tasks of the inbox behind the ring, or as many as there are.
  private void pull(int most) {
    int pulled = 0;
    try {
      while (pulled < most) {
        Runnable task = shared.inbox.pollUncounted();
        if (task == null) {
          return;
        }
        pulled++;
        try {
          push(task);
        } catch (Throwable e) {
          shared.inbox.rescue(task);
          throw e;
        }
      }
    } finally {
      if (pulled > 0) {
        shared.inbox.left(pulled);
      }
    }
  }

  // ---- a dry worker

  /// Notes that the worker has run dry.
  public void runDry(long now) {
    pace.measure(now, shared.price.nanos(), shared.wakes.debt());
    pace.setDry(true);
  }

  /// Notes that the worker has a task again.
  public void goOn() {
    pace.setDry(false);
  }

  /// Looks once everywhere; a worker that stands down looks at its own queues only.
  ///
  /// @param woken whether it has just been woken
  public @Nullable Runnable look(long now, boolean woken) {
    if (duties.standsDown()) {
      return own();
    }
    boolean callsNext = woken && shared.wakes.claimNext(now);
    notes.look(now);
    Runnable task = shared.inbox.poll();
    if (task != null) {
      try {
        if (callsNext && !shared.inbox.isEmpty()) {
          shared.wakes.call();
        }
        if (!shared.inbox.isEmpty()) {
          pull(pace.batch(shared.inbox.size(), shared.wakes.workers()));
        }
      } catch (Throwable e) {
        shared.inbox.rescue(task);
        throw e;
      }
      return task;
    }
    if (timers.due(now)) {
      timers.fire(now);
    }
    task = own();
    if (task == null && takeFromOthers(woken)) {
      task = own();
    }
    return task;
  }

  /// Takes half of the ring of the worker that asked for help.
  private boolean takeFromOthers(boolean woken) {
    Holdings other = shared.wakes.takeBehind();
    if (other == null
        || other == holdings
        || HelpRule.excess(other.ring.size(), other.limit(), woken) <= 0) {
      return false;
    }
    int moved = other.ring.moveHalfTo(ring);
    if (moved == 0) {
      return false;
    }
    shared.counts.moved(moved);
    if (other.isTooLong()) {
      shared.wakes.callAgainFor(other);
    }
    pace.adopt(other.limit(), shared.price.nanos(), shared.wakes.debt());
    if (holdings.isTooLong()) {
      shared.wakes.callAgainFor(holdings);
    }
    return true;
  }

  /// Lets go of what others took.
  public void tidy() {
    ring.tidy();
  }

  /// Returns whether a worker that spins sees work, and notes that it is at hand.
  public boolean seesWork(long now) {
    notes.look(now);
    return anyWork();
  }

  /// Returns whether there is work at the last look before a sleep. Until the worker announced
  /// that, it was at hand. So its note is taken back after the announcement, and a submitter reads
  /// the notes before it counts the workers that are awake: if it misses the note, it does not
  /// count this worker.
  public boolean isWorkLeft() {
    notes.takeBack();
    return anyWork();
  }

  /// Takes the note back that the worker is at hand. To be called after it has announced a sleep or
  /// that it blocks.
  public void takeNoteBack() {
    notes.takeBack();
  }

  private boolean anyWork() {
    return !shared.inbox.isEmpty()
        || !slot.isEmpty()
        || ring.size() > 0
        || shared.wakes.anyBehind();
  }
}

package io.smolscale.testkit;

import io.smolscale.internal.jdk.Host;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread that moves only while a worker runs it, and otherwise waits at the place where it
/// parked, yielded or slept: a virtual thread as far as a scheduler can tell. It parks by the
/// methods of this class; whatever else it blocks in keeps its worker, as it does for a thread that
/// is pinned.
///
/// Worker and thread pass the turn to each other. While it is the thread's turn the worker spins,
/// so that it looks busy to whoever asks for its state, and not as if it waited.
public final class PlayedThread extends Thread {
  private final PlayedVm vm;
  private final Host host;
  private final Runnable turn = this::runTurn;

  private Phase phase = Phase.NEW; // guarded by this
  private boolean permit; // guarded by this
  private volatile boolean itsTurn;
  private volatile @Nullable Thread carrier;
  private Wish wish = new Wish.End(); // passed on with the turn
  private boolean launched; // the worker's, passed on by the phase
  private @Nullable Future<?> timer; // likewise

  PlayedThread(PlayedVm vm, Host host, Runnable body) {
    super(null, body, "", 0, false);
    setDaemon(true);
    this.vm = vm;
    this.host = host;
  }

  private enum Phase {
    NEW,
    READY,
    RUNNING,
    WAITING,
    ENDED
  }

  /// What a thread wants when it gives the turn back.
  private sealed interface Wish {
    record End() implements Wish {}

    record Yield() implements Wish {}

    record Park() implements Wish {}

    record Sleep(long nanos) implements Wish {}
  }

  // ---- for everybody

  @Override
  public void start() {
    synchronized (this) {
      if (phase != Phase.NEW) {
        throw new IllegalThreadStateException();
      }
      phase = Phase.READY;
    }
    host.onStart(turn);
  }

  /// Lets it go on, now or when it parks next.
  public void unpark() {
    synchronized (this) {
      if (phase != Phase.WAITING) {
        permit = true;
        return;
      }
      phase = Phase.READY;
    }
    host.onContinue(turn);
  }

  /// Whether it waits to be unparked.
  public synchronized boolean isParked() {
    return phase == Phase.WAITING;
  }

  /// The worker under it; only while it has one.
  Thread carrier() {
    Thread worker = carrier;
    return worker == null ? this : worker;
  }

  // ---- for the thread itself

  private static PlayedThread current() {
    return (PlayedThread) Thread.currentThread();
  }

  /// Waits until it is unparked.
  public static void park() {
    current().giveBack(new Wish.Park());
  }

  /// Lets others go first.
  public static void giveWay() {
    current().giveBack(new Wish.Yield());
  }

  /// Waits for this time, or until it is unparked.
  public static void park(Duration time) {
    current().giveBack(new Wish.Sleep(time.toNanos()));
  }

  private void giveBack(Wish now) {
    wish = now;
    itsTurn = false;
    while (!itsTurn) {
      LockSupport.park(this);
    }
  }

  @Override
  public void run() {
    try {
      super.run();
    } finally {
      wish = new Wish.End();
      itsTurn = false;
    }
  }

  // ---- for the worker

  private void runTurn() {
    synchronized (this) {
      if (phase != Phase.READY) {
        return; // as in a JDK
      }
      phase = Phase.RUNNING;
    }
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
    Thread worker = Thread.currentThread();
    vm.mount(this, worker);
    carrier = worker;
    itsTurn = true;
    if (launched) {
      LockSupport.unpark(this);
    } else {
      launched = true;
      super.start();
    }
    while (itsTurn) {
      Yield.now();
    }
    carrier = null;
    vm.unmount(worker);
    grant(wish);
  }

  private void grant(Wish granted) {
    switch (granted) {
      case Wish.End _ -> become(Phase.ENDED);
      case Wish.Yield _ -> {
        become(Phase.READY);
        host.onContinue(turn);
      }
      case Wish.Park _ -> waitUnlessPermitted();
      case Wish.Sleep(long nanos) -> {
        timer = host.schedule(this::unpark, nanos);
        waitUnlessPermitted();
      }
    }
  }

  private void waitUnlessPermitted() {
    synchronized (this) {
      if (!permit) {
        phase = Phase.WAITING;
        return;
      }
      permit = false;
      phase = Phase.READY;
    }
    host.onContinue(turn);
  }

  private synchronized void become(Phase next) {
    phase = next;
  }
}

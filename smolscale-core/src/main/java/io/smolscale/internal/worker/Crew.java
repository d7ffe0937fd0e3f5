package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.balance.EagerCalls;
import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.InboxAge;
import io.smolscale.internal.balance.InboxLooks;
import io.smolscale.internal.balance.Patience;
import io.smolscale.internal.jdk.Figures;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.Later;
import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.jdk.Vm;
import io.smolscale.internal.jdk.VmExecutor;
import io.smolscale.internal.jdk.WorkerThreads;
import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.queue.Stranded;
import io.smolscale.internal.timer.Timers;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The workers of one scheduler, with their inbox and their balancer.
///
/// ## Where a submission goes
///
/// - From a virtual thread mounted on a worker of ours: to that worker's slot. It is a wake-up or a
///   start, and its receiver best runs next, on the same core, when the sender parks.
/// - From a worker itself: behind its ring. A virtual thread has yielded, was unparked before it
///   had parked, or its timer has fired; or a plain task submits another.
/// - From anybody else: to the inbox. A sleeper is woken if nobody is awake, or if the oldest task
///   there has waited for long, or if nobody has looked for longer; or at once, where [long tasks
///   have made others wait lately][EagerCalls].
///
/// ## Where the rest is
///
/// [Roster] says who belongs to it, and how it grows and shrinks; [Help] when one more is woken,
/// and [Sleepers] how; [End] how it ends, and what may come after that.
public final class Crew implements Host, Figures {
  /// What a crew is made of.
  ///
  /// @param vm whose virtual threads it runs
  /// @param name in the names of its threads
  /// @param homes how many workers run in parallel
  /// @param maxWorkers how many there are at most, spares included
  /// @param handler who is told what a task throws; null for the thread's own handler
  /// @param alive how many virtual threads must end before the crew may
  /// @param size how the number of its workers may change
  public record Parts(
      Vm vm,
      String name,
      int homes,
      int maxWorkers,
      Thread.@Nullable UncaughtExceptionHandler handler,
      LongSupplier alive,
      Size size) {

    /// A crew with a number of its own, that stays.
    public Parts(
        Vm vm,
        String name,
        int homes,
        int maxWorkers,
        Thread.@Nullable UncaughtExceptionHandler handler,
        LongSupplier alive) {
      this(vm, name, homes, maxWorkers, handler, alive, Size.FIXED);
    }
  }

  /// How the number of workers of a crew may change.
  ///
  /// @param follows whether there are as many home workers as processors from now on
  /// @param limited whether the greatest number of workers stays as it is; if not, the number of
  ///   spares does
  /// @param processors asked now and then
  public record Size(boolean follows, boolean limited, Processors processors) {
    /// It does not change by itself.
    public static final Size FIXED = new Size(false, true, Processors.OF_JVM);
  }

  private static final long MILLIS_FOR_SOCKETS = 2_000;
  private static final long NANOS_BETWEEN_TRIES = 1_000_000_000;

  private static final int MOST_FRAMES = 12; // from managedBlock to us, and some more

  final Inbox inbox = new Inbox();
  final Polling polling = new Polling();
  final Sleepers sleepers = new Sleepers(polling);
  final Patience patience = new Patience();
  final Account account = new Account();
  final Help help = new Help(sleepers, account, patience);
  final Parallelism parallelism;
  final @Nullable Turn turn; // where one worker runs at a time; null in other crews
  final Roster roster;
  final End end;
  private final Vm vm;
  private final Parts parts;
  private final VmExecutor vmExecutor = new VmExecutor(this);
  private final Witness witness;
  private final Instant since = Instant.now();
  private final Balancer balancer;
  private final InboxLooks inboxLooks = new InboxLooks(System.nanoTime());
  private final EagerCalls eagerCalls;
  private volatile @Nullable CountDownLatch coming; // opens when it is decided about sockets
  private volatile @Nullable Runnable later; // may bring the sockets
  private long triedAt = System.nanoTime(); // the balancer's
  private final InboxAge inboxAge = new InboxAge(System.nanoTime());

  /// Makes a crew. Its balancer starts, and rests at once; the workers start when there is work.
  public Crew(Parts parts) {
    this.parts = parts;
    vm = parts.vm;
    Size size = parts.size;
    parallelism =
        new Parallelism(
            parts.homes,
            size.follows,
            size.limited ? parts.maxWorkers : Integer.MAX_VALUE,
            size.processors);
    turn = isSingle() ? new Turn() : null;
    eagerCalls = new EagerCalls(parts.homes);
    witness = new Witness(parts.name, vm);
    balancer = new Balancer(new Overseer(this, witness));
    end = new End(this, parts, balancer);
    roster = new Roster(this, parts);
    end.watch();
  }

  /// Its name, as in the names of its threads.
  String name() {
    return parts.name;
  }

  /// The executor for the VM.
  public VmExecutor vmExecutor() {
    return vmExecutor;
  }

  /// Sockets may come soon: [#awaitSockets] gives them a moment. Workers do not wait: until the set
  /// is there, the JDK's pollers serve.
  public void expectSockets() {
    coming = new CountDownLatch(1);
  }

  /// The sockets that were expected have come, or do not.
  public void expectNoMoreSockets() {
    CountDownLatch expected = coming;
    if (expected != null) {
      expected.countDown();
    }
  }

  /// Waits until the sockets that are expected have come, for a moment at most: nothing breaks
  /// without them.
  public void awaitSockets() {
    CountDownLatch expected = coming;
    if (expected != null) {
      try {
        boolean _ = expected.await(MILLIS_FOR_SOCKETS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Has its workers wait for the sockets of virtual threads, for good: this crew must not be
  /// closed. Whoever registers from now on calls [#socketRegistered].
  public void poll(Sockets sockets) {
    polling.begin(sockets);
    if (sockets.anyWaiting()) {
      socketRegistered(); // before it could be heard
    }
  }

  /// A virtual thread, on whatever scheduler, has registered a socket. Any thread; does not block.
  public void socketRegistered() {
    if (sleepers.awake() > 0 || !polling.isOn()) {
      return;
    }
    if (!sleepers.socketRegistered()) {
      balancer.poke(); // no thread could be started: it tries again
    }
  }

  /// There are no sockets yet, and this may bring them later: it is run now and then while anybody
  /// is awake, until there are. It must not throw.
  public void trySocketsLater(Runnable attempt) {
    later = attempt;
  }

  /// Runs what may bring the sockets, unless it has been run lately. The balancer only.
  void trySockets(long now) {
    Runnable attempt = later;
    if (attempt != null && now - triedAt > NANOS_BETWEEN_TRIES) {
      later = null; // it comes back if it fails
      attempt.run();
      triedAt = System.nanoTime();
    }
  }

  /// Whether its workers wait for sockets themselves.
  public boolean isPolling() {
    return polling.isOn();
  }

  /// The worker of this crew that the current thread is or is mounted on, or null.
  public @Nullable Worker currentWorker() {
    return WorkerThreads.of(vm.carrier()) instanceof Worker worker && worker.crew() == this
        ? worker
        : null;
  }

  /// Whether a thread is a worker of this crew: not one that is mounted on it.
  public boolean isWorker(Thread thread) {
    return WorkerThreads.of(thread) instanceof Worker worker && worker.crew() == this;
  }

  @Override
  public void onContinue(Runnable thread) {
    execute(thread);
  }

  @Override
  public void onTask(Runnable task) {
    execute(new PlainTask(task));
  }

  /// Takes a task: it goes to one of the three places above. Does not block. An error at the end of
  /// the caller's stack comes before the crew has the task.
  public void execute(Runnable task) {
    Thread carrier = vm.carrier();
    if (WorkerThreads.of(carrier) instanceof Worker worker && worker.crew() == this) {
      if (Thread.currentThread() == carrier) {
        worker.push(task);
      } else {
        worker.next(task);
      }
    } else {
      submit(task);
    }
  }

  /// Puts a task into the inbox, and sees to it that somebody comes for it. What it throws, it
  /// throws before it has the task.
  void submit(Runnable task) {
    inbox.add(task); // a full fence
    try {
      seeToIt();
    } catch (Throwable _) {
      onStranded();
    }
  }

  private void seeToIt() {
    long now = System.nanoTime();
    long unseenFor = inboxLooks.unseenFor(now); // first this: see Rest.isLeft()
    int awake = sleepers.awake();
    if (awake == 0) {
      inboxLooks.expected(now);
      if (!sleepers.wakeOne()) {
        if (!sleepers.anyAwake()) {
          roster.hire();
        }
        balancer.poke(); // if no thread could be started, or who is called awake sleeps: it tries
      }
      end.somebodyCame();
    } else {
      boolean unseen = unseenFor > HelpRule.UNSEEN_NANOS;
      if (unseen && !sleepers.anyAsleep()) {
        if (!replaceBlocking(awake)) {
          balancer.hurry(); // in case that all are stuck
        }
      } else if (unseen
          || (inboxAge.mayBeLate(now)
              && inboxAge.isLate(inbox.added(), inbox.taken(), now, awake, unseenFor))) {
        help.call();
      } else if (eagerCalls.any(awake) && help.call()) {
        eagerCalls.made();
      }
    }
  }

  @Override
  public Stranded stranded() {
    return inbox.stranded();
  }

  /// A task is in the inbox, and an error has come before somebody was called for it: the balancer
  /// comes. Near the end of a stack that may throw, too; then the task waits for the balancer's
  /// tick, or, while all sleep, for whoever is woken next.
  @Override
  public void onStranded() {
    try {
      balancer.poke();
    } catch (Throwable _) {
      // as above
    }
  }

  /// Whether a worker that has just been woken, and has not looked yet, has the next one woken if
  /// more waits in the inbox than it takes. To be asked once: where it is so, the worker was
  /// needed, and [eager calls][EagerCalls] are bought for that.
  boolean nextIsNeeded(long now) {
    long unseenFor = inboxLooks.unseenFor(now);
    int awake = sleepers.awake();
    boolean needed = HelpRule.callsTheNext(awake, unseenFor);
    if (needed) {
      eagerCalls.paid(awake, unseenFor);
    }
    return needed;
  }

  /// Where one more worker notes that it looks at the inbox.
  InboxLooks.Notes notes() {
    return inboxLooks.notes();
  }

  /// How long the oldest task of the inbox has waited at least, in nanoseconds.
  long inboxAge(long now) {
    return inboxAge.age(inbox.added(), inbox.taken(), now);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long nanos) {
    Worker worker = currentWorker();
    if (worker != null && worker.isSpare() && !end.ending()) {
      worker = null; // it must not be kept from retiring
    }
    if (worker != null && Thread.currentThread() == worker.thread) {
      return worker.timers.add(command, nanos);
    }
    // From outside: the first worker has it that does not block. From a virtual thread, its worker;
    // but that may sleep by then, because the thread may wait for the heap's lock and go on
    // elsewhere.
    while (true) {
      Worker first = worker != null ? worker : firstHome();
      worker = null;
      ScheduledFuture<?> timer = first.timers.add(command, nanos);
      sleepers.wake(first.parker); // to sleep again until the earliest of its timers
      if (!first.parker.hasEnded() || !timer.cancel(false)) {
        return timer;
      } // it retired before it could see the timer: another has it
    }
  }

  private Worker firstHome() {
    Worker[] workers = roster.workers();
    for (Worker worker : workers) {
      if (!worker.isSpare() && !worker.parker.isBlocking()) {
        return worker;
      }
    }
    return roster.anyone();
  }

  void uncaught(Worker worker, Throwable e) {
    try {
      Thread.UncaughtExceptionHandler handler = parts.handler;
      (handler != null ? handler : worker.thread.getUncaughtExceptionHandler())
          .uncaughtException(worker.thread, e);
    } catch (Throwable _) {
      // A handler that throws has had its chance; the worker goes on.
    }
  }

  // ---- comings and goings

  /// A worker got up.
  ///
  /// @return whether a help was on its way, which it most likely is
  boolean arrived() {
    balancer.workerGotUp();
    return help.arrived();
  }

  /// Somebody who was called will not come: the balancer sees to what waits.
  void nobodyCame() {
    help.arrived();
    balancer.poke();
  }

  /// A worker has retired.
  void left(Worker worker) {
    roster.left(worker);
    end.somebodyLeft();
  }

  /// Whether there is one worker, and never another.
  boolean isSingle() {
    return parts.maxWorkers == 1;
  }

  /// Whether another spare may be started.
  public boolean mayGrow() {
    return roster.mayGrow();
  }

  // ---- more workers, or fewer

  /// Has it have so many home workers for good, whatever the processors. The balancer sees to it
  /// soon.
  ///
  /// @throws UnsupportedOperationException when it has one worker, and never another
  @Override
  public int setParallelism(int size) {
    if (isSingle() && size != 1) {
      throw new UnsupportedOperationException(
          parts.name + " runs on a single thread, and that cannot be changed");
    }
    int before = parallelism.choose(size);
    balancer.poke();
    return before;
  }

  /// Brings the home workers to the number that there ought to be. The balancer only.
  void level() {
    int wanted = parallelism.get();
    int before = roster.levelledTo();
    sleepers.wakeSparesUpTo(wanted); // so that help finds the new ones; the next plan knows better
    eagerCalls.workers(wanted);
    roster.level(wanted);
    LogLine.say(
        parts.name,
        "the parallelism of "
            + parts.name
            + " is "
            + wanted
            + " now, and was "
            + before
            + (parallelism.follows()
                ? ": the JVM sees " + parallelism.processors() + " processors"
                : ", as somebody has set it"));
  }

  /// A spare leaves its timers to the first home worker, so that it can retire. Its own thread.
  void handOverTimers(Worker spare) {
    Worker first = roster.anyone();
    if (first == spare || spare.timers.next() == Timers.NONE) {
      return; // it is alone with them, or has none
    }
    try {
      spare.timers.moveTo(first.timers);
    } catch (OutOfMemoryError _) {
      return; // it keeps them, and does not retire before it has tried again
    }
    sleepers.wake(first.parker); // as in schedule()
  }

  // ---- what waits behind a worker

  /// The current thread is about to wait, by a call of ours, for a task. If it is a worker in a
  /// plain task, what waits behind it goes to others of its crew now, and not when the balancer
  /// finds out; and until [#endWait] it is none of the threads that there may be, so that one more
  /// may come even if all do the same. A virtual thread or a thread from outside holds nobody up.
  ///
  /// @return who waits, to be given to [#endWait]; null where nothing is to be ended
  public static @Nullable Worker beginWait() {
    if (WorkerThreads.of(Thread.currentThread()) instanceof Worker worker) {
      worker.sweepForks();
      return worker.crew().goesAway(worker) ? worker : null;
    }
    return null;
  }

  /// The wait is over. In a crew of one worker that itself may wait, until whoever stands in has
  /// ended its task.
  ///
  /// @param worker what [#beginWait] has returned
  public static void endWait(@Nullable Worker worker) {
    if (worker != null) {
      worker.crew().comesBack(worker);
    }
  }

  /// The current thread is about to block for something, by a call of the JDK's: as [#beginWait],
  /// but nobody says when it is over. The worker counts as away until its plain task ends.
  @Override
  public void aboutToBlock() {
    if (WorkerThreads.of(Thread.currentThread()) instanceof Worker worker
        && worker.crew() == this
        && worker.isInPlainTask()
        && isInManagedBlock()) {
      goesAway(worker);
    }
  }

  /// Whether the JDK asks for a thread because this one blocks, and not because it forks.
  private static boolean isInManagedBlock() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .limit(MOST_FRAMES)
                .anyMatch(frame -> frame.getMethodName().equals("managedBlock")));
  }

  /// @return whether it was there before
  private boolean goesAway(Worker worker) {
    boolean wasThere = !worker.isAway();
    worker.setAway(true);
    try {
      if (turn != null) {
        turn.give(worker);
      }
      takeAll(worker);
      if (!inbox.isEmpty() && !sleepers.wakeAny()) {
        roster.hire();
      }
    } catch (Throwable e) {
      if (wasThere) {
        comesBack(worker);
      }
      throw e;
    }
    return wasThere;
  }

  /// Its own thread only.
  void comesBack(Worker worker) {
    worker.setAway(false);
    if (turn != null) {
      turn.take(worker, true);
    }
  }

  /// A virtual thread on this worker is about to block, and keeps it. What waits behind it, and
  /// what has come to the inbox, is for others. They are woken, or a spare is started, where nobody
  /// is awake, or nobody has looked for long; if nothing waits, nothing is done. Never throws.
  ///
  /// @return whether it has been counted as blocking
  boolean blocks(Worker worker) {
    boolean counted = false;
    try {
      boolean last = sleepers.block(worker.parker);
      counted = true;
      worker.notes.takeBack();
      int moved = empty(worker);
      account.moved(moved);
      if (!inbox.isEmpty()) {
        seeToInbox(moved > 0);
      } else if (polling.isWanted(last) && !sleepers.wakeAny()) {
        roster.hire();
      }
    } catch (Throwable _) { // no memory, or no stack left: the balancer sees to it
      balancer.poke();
    }
    return counted;
  }

  /// It goes on.
  void goesOn(Worker worker) {
    sleepers.goesOn(worker.parker);
    balancer.workerGotUp();
  }

  /// @param more whether it has become longer
  private void seeToInbox(boolean more) {
    int awake = sleepers.awake();
    boolean unseen = awake == 0 || inboxLooks.unseenFor(System.nanoTime()) > HelpRule.UNSEEN_NANOS;
    if ((unseen || more) && !sleepers.wakeOne() && unseen && !replaceBlocking(awake)) {
      balancer.hurry();
    }
  }

  /// Hires a spare in the place of a worker that has said that it blocks, if there is such a place.
  private boolean replaceBlocking(int awake) {
    boolean replaces = sleepers.blocking() > 0 && awake < parallelism.get() && roster.mayGrow();
    if (replaces) {
      roster.hire();
    }
    return replaces;
  }

  /// Another comes back to its plain task: the worker leaves it the turn, and what waits here.
  void giveWay(Worker worker) {
    takeAll(worker);
    if (turn != null) {
      turn.give(worker);
      turn.take(worker, false);
    }
  }

  /// A spare stands down: what it has is for a home worker, if one sleeps, or for those that are
  /// awake.
  void handOver(Worker spare) {
    takeAll(spare);
    sleepers.wakeOne();
  }

  /// Moves everything that waits behind a worker to the inbox. The caller wakes somebody for it.
  void takeAll(Worker worker) {
    account.moved(empty(worker));
  }

  /// The same, but it is not entered into the account.
  ///
  /// @return how many tasks were moved
  int empty(Worker worker) {
    return inbox.takeFrom(worker.ring, worker.ring.size()) + inbox.takeFrom(worker.slot);
  }

  // ---- the end

  /// Begins the end: what was accepted finishes, then the workers retire. Returns at once.
  public void close() {
    end.close();
  }

  /// Whether the end has begun.
  @Override
  public boolean isClosing() {
    return end.closing();
  }

  /// Opens when everything has finished.
  public CountDownLatch ended() {
    return end.ended();
  }

  /// Takes every plain task that waits to run, and leaves the virtual threads.
  public List<Runnable> drainPlainTasks() {
    return end.drainPlainTasks();
  }

  /// Takes the tasks that wait for their time, and that are asked for.
  public List<Later<?>> drainLater(Predicate<Later<?>> which) {
    return end.drainLater(which);
  }

  /// Interrupts the workers that are in a plain task. One that comes too late may hit the next
  /// plain task, as in any pool; a virtual thread has an interrupt status of its own.
  public void interruptPlainTasks() {
    for (Worker worker : roster.workers()) {
      if (worker.isInPlainTask()) {
        worker.thread.interrupt();
      }
    }
  }

  // ---- for reports

  @Override
  public Figures figures() {
    return this;
  }

  /// Its threads, those that have not been started left out.
  public List<Thread> threads() {
    return roster.threads();
  }

  /// How many workers are in a task.
  @Override
  public int busy() {
    int busy = 0;
    for (Worker worker : roster.workers()) {
      busy += worker.isBusy() ? 1 : 0;
    }
    return busy;
  }

  /// How many workers there are now, spares included; homes come when they are first needed.
  @Override
  public int size() {
    return threads().size();
  }

  /// How many of them are spares.
  public int spares() {
    int spares = 0;
    for (Worker worker : roster.workers()) {
      spares += worker.isSpare() ? 1 : 0;
    }
    return spares;
  }

  /// How many workers are awake.
  public int awake() {
    return sleepers.awake();
  }

  /// About how many tasks wait in inbox, rings and slots.
  @Override
  public long waiting() {
    long waiting = inbox.size();
    for (Worker worker : roster.workers()) {
      waiting += worker.ring.size() + (worker.slot.isEmpty() ? 0 : 1);
    }
    return waiting;
  }

  /// When it was made.
  public Instant since() {
    return since;
  }

  /// What they have done so far.
  public Account.Totals totals() {
    return account.totals();
  }

  /// What stuck workers were doing: the last few, the latest last.
  public List<Witness.Sighting> sightings() {
    return witness.kept();
  }

  @Override
  public int parallelism() {
    return parallelism.get();
  }

  @Override
  public String describe() {
    return parts.name
        + "[parallelism "
        + parallelism.get()
        + ", "
        + size()
        + " workers, "
        + sleepers.awake()
        + " awake, "
        + busy()
        + " busy, "
        + waiting()
        + " waiting"
        + (end.ending() ? ", ended" : end.closing() ? ", closing" : "")
        + "]";
  }
}

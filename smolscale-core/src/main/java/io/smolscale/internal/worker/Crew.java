package io.smolscale.internal.worker;

import io.smolscale.internal.balance.Balancer;
import io.smolscale.internal.balance.HelpRule;
import io.smolscale.internal.balance.InboxAge;
import io.smolscale.internal.balance.Patience;
import io.smolscale.internal.jdk.Carrier;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.VmExecutor;
import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.queue.PaddedLong;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
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
///   there has waited for long, or if nobody has looked for longer.
///
/// ## Growing
///
/// There is a *home* worker for each unit of parallelism, started when it is first woken. *Spares*
/// come when all are stuck, up to a limit, and retire after three idle seconds.
///
/// ## The end
///
/// [#close] lets everything that was accepted finish. When nobody is awake, nothing waits, and no
/// virtual thread of ours is alive, the balancer declares the end: the workers retire. A virtual
/// thread that the scheduler does not know about (one that a thread of ours started through the
/// JDK) may still be parked then. Its next wake-up hires a worker, which retires when it is dry,
/// and the balancer watches until all have retired: no thread is ever lost, nor does it wait behind
/// one that is stuck.
public final class Crew implements Host {
  private static final long NANOS_BETWEEN_TRIES = 10_000_000;

  /// What a crew is made of.
  ///
  /// @param name in the names of its threads
  /// @param homes how many workers run in parallel
  /// @param maxWorkers how many there are at most, spares included
  /// @param handler who is told what a task throws; null for the thread's own handler
  /// @param alive how many virtual threads must end before the crew may
  public record Parts(
      String name,
      int homes,
      int maxWorkers,
      Thread.@Nullable UncaughtExceptionHandler handler,
      LongSupplier alive) {}

  final Inbox inbox = new Inbox();
  final Sleepers sleepers = new Sleepers();
  final Patience patience = new Patience();
  final Account account = new Account();
  private final Parts parts;
  private final VmExecutor vmExecutor = new VmExecutor(this);
  private final Witness witness;
  private final Balancer balancer;
  private final AtomicBoolean watched = new AtomicBoolean();
  private final HelpCall helpCall = new HelpCall();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile Worker[] workers;
  private volatile @Nullable Worker behind; // one whose ring is too long; read-mostly
  private final PaddedLong inboxSeen = new PaddedLong();
  private final InboxAge inboxAge = new InboxAge(System.nanoTime());
  private final Object endLock = new Object();
  private volatile boolean mustered;
  private volatile boolean closing;
  private volatile boolean ending;
  private int hired; // guarded by this

  /// Makes a crew. Its balancer starts, and rests at once; the workers start when there is work.
  public Crew(Parts parts) {
    this.parts = parts;
    witness = new Witness(parts.name);
    balancer = new Balancer(new Overseer(this, witness));
    inboxSeen.opaque(System.nanoTime());
    workers = new Worker[parts.homes];
    for (int i = 0; i < parts.homes; i++) {
      workers[i] = new Worker(this, parts.name + "-worker-" + i, false);
      sleepers.join(workers[i].parker);
    }
    account.came(workers);
    watch();
  }

  /// The executor for the VM.
  public VmExecutor vmExecutor() {
    return vmExecutor;
  }

  /// The worker of this crew that the current thread is or is mounted on, or null.
  public @Nullable Worker currentWorker() {
    return Carrier.current() instanceof Worker worker && worker.crew() == this ? worker : null;
  }

  @Override
  public void execute(Runnable task) {
    if (Carrier.current() instanceof Worker worker && worker.crew() == this) {
      if (Thread.currentThread() == worker) {
        worker.push(task);
      } else {
        worker.next(task);
      }
    } else {
      submit(task);
    }
  }

  /// Puts a task into the inbox, and sees to it that somebody comes for it.
  void submit(Runnable task) {
    if (!mustered) {
      muster();
    }
    inbox.add(task); // a full fence
    if (sleepers.awake() == 0) {
      inboxSeen.opaque(System.nanoTime()); // whoever is woken now has time to come
      if (!sleepers.wakeIfNoneAwake()) {
        hire();
        balancer.poke(); // if no thread could be started, it tries again
      }
      if (ending) {
        watch();
      }
    } else {
      long now = System.nanoTime();
      boolean unseen = now - inboxSeen.opaque() > HelpRule.UNSEEN_NANOS;
      if (unseen && !sleepers.anyAsleep()) {
        balancer.hurry(); // in case that all are stuck
      } else if (unseen || inboxAge.isLate(inbox.added(), inbox.taken(), now)) {
        help();
      }
    }
  }

  private synchronized void muster() {
    if (!mustered) {
      Formation.start(workers, worker -> sleepers.wake(worker.parker));
      mustered = true;
      if (ending) {
        watch();
      }
    }
  }

  /// A worker has looked at the inbox. Every submitter reads this word, so it is not written more
  /// often than it says something new.
  void sawInbox(long now) {
    if (now - inboxSeen.opaque() > HelpRule.UNSEEN_NANOS >> 2) {
      inboxSeen.opaque(now);
    }
  }

  /// Wakes one more worker, unless all are awake or one is on its way already: it will call the
  /// next one if there is more to do than it can.
  private void help() {
    if (sleepers.anyAsleep() && helpCall.begin()) {
      if (sleepers.wakeOne()) {
        account.help();
      } else {
        helpCall.reachedNobody();
      }
    }
  }

  /// A worker that was woken to help has run dry.
  ///
  /// @param busyNanos how long it had been busy since it came
  void helperWentDry(long busyNanos) {
    patience.learn(busyNanos);
    if (!HelpRule.paid(busyNanos)) {
      account.helpUnpaid();
    }
  }

  /// A worker's ring is longer than it means to serve alone: wakes another, and tells all who run
  /// dry where to look. One at a time is enough for that too; the next one asks again when it looks
  /// up, if it is not short by then.
  void help(Worker worker) {
    if (behind == null) {
      behind = worker;
    }
    help();
  }

  /// Who asked for help, if anybody did: the caller sees to it.
  @Nullable Worker takeBehind() {
    Worker worker = behind;
    if (worker != null) {
      behind = null;
    }
    return worker;
  }

  boolean anyBehind() {
    return behind != null;
  }

  /// A worker got up.
  ///
  /// @return whether a help was on its way, which it most likely is
  boolean arrived() {
    balancer.workerGotUp();
    return helpCall.arrived();
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long nanos) {
    Worker worker = currentWorker();
    if (worker != null && (!worker.isSpare() || ending)) {
      return worker.timers.add(command, nanos);
    }
    // From outside, or on a spare, which must not be kept from retiring: the first worker has it.
    Worker first = workers[0];
    ScheduledFuture<?> timer = first.timers.add(command, nanos);
    sleepers.wake(first.parker); // to sleep again until the earliest of its timers
    return timer;
  }

  void uncaught(Worker worker, Throwable e) {
    try {
      Thread.UncaughtExceptionHandler handler = parts.handler;
      (handler != null ? handler : worker.getUncaughtExceptionHandler())
          .uncaughtException(worker, e);
    } catch (Throwable _) {
      // A handler that throws has had its chance; the worker goes on.
    }
  }

  // ---- growing

  /// Starts the balancer's thread, if there is none: at first, and when somebody submits after the
  /// end and finds nobody awake. Both sides:
  ///
  /// ```text
  /// submitter, after the end              balancer that has nothing left to watch
  /// 1. task in the inbox, or worker up    1. watched = false
  /// 2. watched? else start                2. any task, any worker? then start
  /// ```
  ///
  /// If the balancer's step 1 comes first, the submitter starts another. If not, the balancer's
  /// step 2 sees the task, or the worker that took it; or that one has retired meanwhile.
  private void watch() {
    if (watched.compareAndSet(false, true)) {
      try {
        Thread.ofPlatform()
            .name(parts.name + "-balancer")
            .daemon()
            .inheritInheritableThreadLocals(false)
            .start(this::balance);
      } catch (Throwable e) {
        watched.set(false);
        throw e;
      }
    }
  }

  private void balance() {
    balancer.run();
    watched.set(false);
    if (!isDeserted()) {
      watch();
    }
  }

  /// Starts a spare, if there may be another. After the end it counts as a home worker: there are
  /// no others.
  void hire() {
    Worker worker;
    synchronized (this) {
      Worker[] now = workers;
      if (!mayGrow()) {
        return;
      }
      worker = new Worker(this, parts.name + "-spare-" + hired++, !ending);
      Worker[] grown = Arrays.copyOf(now, now.length + 1);
      grown[now.length] = worker;
      account.came(grown);
      sleepers.join(worker.parker); // the last step for which there may be no memory
      workers = grown;
    }
    sleepers.wake(worker.parker);
  }

  /// Whether another spare may be started.
  public boolean mayGrow() {
    return workers.length < parts.maxWorkers;
  }

  /// The current thread is about to block for a task of this crew. If it is a worker in a plain
  /// task, what waits behind it goes to others now, and not when the balancer finds out.
  public void handOver() {
    if (Thread.currentThread() instanceof Worker worker && worker.crew() == this) {
      worker.handedOver();
      takeAll(worker);
      if (!sleepers.wakeAny()) {
        hire();
      }
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

  private int empty(Worker worker) {
    return inbox.takeFrom(worker.ring, worker.ring.size()) + inbox.takeFrom(worker.slot);
  }

  /// A worker has retired. Its thread waits for memory if there is none: it has nothing else to do,
  /// and who has retired and still stands in a list is taken for one that sleeps.
  void left(Worker worker) {
    while (true) {
      try {
        strikeOut(worker);
        if (ending) {
          balancer.poke(); // it ends when the last one has left
        }
        return;
      } catch (OutOfMemoryError _) {
        LockSupport.parkNanos(this, NANOS_BETWEEN_TRIES);
      }
    }
  }

  /// Both sides, when the crew is full:
  ///
  /// ```text
  /// submitter                               worker that has retired
  /// 1. inbox.add (a full fence)             1. its place is free (monitor)
  /// 2. nobody to wake: all have retired     2. any task, and nobody awake? then hire
  /// 3. a free place? then hire (monitor)
  /// ```
  ///
  /// The monitor puts step 3 of one and step 1 of the other in order. If the place is free by then,
  /// the submitter hires; if not, the worker's step 2 sees the task. If both hire, the second finds
  /// no place, or one worker comes in vain.
  private void strikeOut(Worker worker) {
    sleepers.leave(worker.parker);
    synchronized (this) {
      Worker[] others = Arrays.stream(workers).filter(w -> w != worker).toArray(Worker[]::new);
      if (others.length < workers.length) { // not so the second time
        account.left(worker, others);
      }
      workers = others;
    }
    if (!inbox.isEmpty() && !sleepers.wakeIfNoneAwake()) {
      hire();
    }
  }

  Worker[] workers() {
    return workers;
  }

  // ---- the end

  /// Begins the end: what was accepted finishes, then the workers retire. Returns at once.
  public void close() {
    closing = true;
    balancer.poke();
  }

  /// Declares the end, if it has begun and nothing is left. Called by the balancer.
  ///
  /// @return whether all workers have retired since, and there is nothing to watch
  boolean endIfDone() {
    if (!ending) {
      synchronized (endLock) {
        if (!closing || !isQuiet()) {
          return false;
        }
        ending = true;
      }
      for (Worker worker : workers) {
        if (worker.getState() != Thread.State.NEW) {
          sleepers.wake(worker.parker);
        }
      }
      ended.countDown();
    }
    return isDeserted();
  }

  /// Whether there is no worker that has been started, and nothing for one to do.
  private boolean isDeserted() {
    return size() == 0 && inbox.isEmpty();
  }

  /// Whether the balancer is wanted for the end alone, and may not rest before: to declare it, and
  /// to end with the last worker.
  boolean awaitsEnd() {
    return closing && (!ending || isDeserted());
  }

  /// Whether nothing runs, waits or is alive. The parts are read one after the other while work may
  /// go on, so two readings of all that ever started or came must agree around them. Between these
  /// a worker that was seen asleep has started nothing; what it had started before was counted as
  /// alive before the worker fell asleep, or has ended.
  private boolean isQuiet() {
    Worker[] all = workers; // a spare that retires takes its part of the sum along
    long before = activity(all);
    VarHandle.fullFence();
    boolean quiet =
        !sleepers.anyAwake()
            && parts.alive.getAsLong() == 0
            && inbox.isEmpty()
            && Arrays.stream(all).allMatch(worker -> worker.timers.size() == 0)
            && !sleepers.anyAwake();
    VarHandle.fullFence();
    return quiet && activity(all) == before && Arrays.equals(workers, all);
  }

  private long activity(Worker[] all) {
    return inbox.added() + Arrays.stream(all).mapToLong(Worker::started).sum();
  }

  /// Whether the end has begun.
  public boolean isClosing() {
    return closing;
  }

  boolean ending() {
    return ending;
  }

  /// Opens when everything has finished.
  public CountDownLatch ended() {
    return ended;
  }

  /// Takes every plain task that waits to run, and leaves the virtual threads.
  public List<Runnable> drainPlainTasks() {
    synchronized (endLock) { // what is held here waits, although no queue has it
      for (Worker worker : workers) {
        empty(worker);
      }
      List<Runnable> bodies = new ArrayList<>();
      List<Runnable> others = new ArrayList<>();
      for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
        if (task instanceof PlainTask(Runnable body)) {
          bodies.add(body);
        } else {
          others.add(task);
        }
      }
      others.forEach(this::submit);
      return bodies;
    }
  }

  /// Interrupts the workers that are in a plain task. One that comes too late may hit the next
  /// plain task, as in any pool; a virtual thread has an interrupt status of its own.
  public void interruptPlainTasks() {
    for (Worker worker : workers) {
      if (worker.isInPlainTask()) {
        worker.interrupt();
      }
    }
  }

  // ---- for reports

  /// Its threads, those that have not been started left out.
  public List<Thread> threads() {
    return Arrays.stream(workers)
        .filter(w -> w.getState() != Thread.State.NEW)
        .map(Thread.class::cast)
        .toList();
  }

  /// How many workers are in a task.
  @Override
  public int busy() {
    return (int) Arrays.stream(workers).filter(Worker::isBusy).count();
  }

  /// How many workers there are now, spares included, not started ones left out.
  @Override
  public int size() {
    return threads().size();
  }

  /// How many of them are spares.
  public int spares() {
    return (int) Arrays.stream(workers).filter(Worker::isSpare).count();
  }

  /// How many workers are awake.
  public int awake() {
    return sleepers.awake();
  }

  /// About how many tasks wait in inbox, rings and slots.
  @Override
  public long waiting() {
    long waiting = inbox.size();
    for (Worker worker : workers) {
      waiting += worker.ring.size() + (worker.slot.isEmpty() ? 0 : 1);
    }
    return waiting;
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
    return parts.homes;
  }

  @Override
  public String describe() {
    return parts.name
        + "[parallelism "
        + parts.homes
        + ", "
        + size()
        + " workers, "
        + sleepers.awake()
        + " awake, "
        + busy()
        + " busy, "
        + waiting()
        + " waiting"
        + (ending ? ", ended" : closing ? ", closing" : "")
        + "]";
  }
}

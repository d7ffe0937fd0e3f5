package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Figures;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.Later;
import io.smolscale.internal.jdk.Sockets;
import io.smolscale.internal.jdk.VmExecutor;
import io.smolscale.internal.jdk.WorkerThreads;
import io.smolscale.internal.observe.Census;
import io.smolscale.internal.observe.Histogram;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The workers of one scheduler, put together: what each part does stands beside its code.
///
/// - [Commons] is what the workers share; [Worker] is one of them.
/// - [Intake] is where tasks come in; [Waits], what happens where a task blocks its worker.
/// - [Roster] says who belongs to the crew, and how it grows and shrinks; [Sleepers], how a worker
///   is woken; [End], how the crew ends, and what may come after that.
/// - [Overseer] is the balancer's eyes and hands; [Account], [Witness] and [Gauge] are for reports.
public final class Crew {
  final Commons commons;
  final Roster roster;
  private final Intake intake;
  private final End end;
  private final PollStart pollStart;
  private final VmExecutor vmExecutor;
  private final Witness witness;
  private final Gauge gauge;
  private final Observer observer;
  private final Instant since = Instant.now();

  /// Makes a crew. Its balancer starts, and rests at once; the workers start when there is work.
  public Crew(Parts parts) {
    commons = new Commons(parts);
    roster = new Roster(commons);
    Waits waits = new Waits(commons, roster);
    witness = new Witness(parts.name(), parts.vm());
    observer = new Observer(commons, roster);
    gauge = new Gauge(commons, roster, observer);
    pollStart = new PollStart(commons);
    end = new End(commons, roster);
    intake = new Intake(commons, roster, waits, end, gauge, observer);
    observer.begin(intake);
    vmExecutor = new VmExecutor(intake);
    roster.begin(new Station(commons, roster, end, intake, waits, vmExecutor));
    end.begin(new Overseer(commons, roster, end, pollStart, witness, observer));
    Crews.made(this);
  }

  /// Returns its name, as in the names of its threads.
  public String name() {
    return commons.parts.name();
  }

  /// Returns the executor for the VM.
  public VmExecutor vmExecutor() {
    return vmExecutor;
  }

  // ---- tasks

  /// Takes a task. Does not block. An error at the end of the caller's stack comes before the crew
  /// has the task.
  public void execute(Runnable task) {
    intake.execute(task);
  }

  /// Returns what a VM hands its virtual threads to.
  public Host host() {
    return intake;
  }

  /// Begins a wait of the current thread for a task, by a call of ours: see [Waits#begin].
  ///
  /// @return the worker that waits, to be given to [#endWait]; null where nothing is to be ended
  public static @Nullable Worker beginWait() {
    return Waits.begin();
  }

  /// Ends a wait.
  ///
  /// @param worker what [#beginWait] has returned
  public static void endWait(@Nullable Worker worker) {
    Waits.end(worker);
  }

  /// Returns the worker of this crew that the current thread is or is mounted on, or null.
  public @Nullable Worker currentWorker() {
    return intake.currentWorker();
  }

  /// Returns whether a thread is a worker of this crew: not one that is mounted on it.
  public boolean isWorker(Thread thread) {
    return WorkerThreads.of(thread) instanceof Worker worker && worker.commons == commons;
  }

  // ---- sockets

  /// Notes that sockets may come soon: [#awaitSockets] gives them a moment. Workers do not wait:
  /// until the poll set is there, the JDK's pollers serve.
  public void expectSockets() {
    pollStart.expect();
  }

  /// Notes that the sockets that were expected have come, or do not come.
  public void expectNoMoreSockets() {
    pollStart.expectNoMore();
  }

  /// Waits until the sockets that are expected have come, for a moment at most: nothing breaks
  /// without them.
  public void awaitSockets() {
    pollStart.await();
  }

  /// Has its workers wait for the sockets of virtual threads, for good: this crew must not be
  /// closed. Whatever registers from now on calls [#socketRegistered].
  public void poll(Sockets sockets) {
    pollStart.begin(sockets);
  }

  /// Sees to a socket that a virtual thread, on whatever scheduler, has registered. Any thread;
  /// does not block.
  public void socketRegistered() {
    pollStart.registered();
  }

  /// Takes what may bring the sockets later: it is run now and then while a worker is awake, until
  /// there are sockets. It must not throw.
  public void trySocketsLater(Runnable attempt) {
    pollStart.later(attempt);
  }

  /// Returns whether its workers wait for sockets themselves.
  public boolean isPolling() {
    return commons.polling.isOn();
  }

  // ---- the end

  /// Begins the end: what was accepted finishes, then the workers retire. Returns at once.
  public void close() {
    end.close();
  }

  /// Returns whether the end has begun.
  public boolean isClosing() {
    return commons.phase.isClosing();
  }

  /// Returns what opens when everything has finished.
  public CountDownLatch ended() {
    return end.ended();
  }

  /// Takes every plain task that waits to run, and leaves the virtual threads.
  public List<Runnable> drainPlainTasks() {
    return end.drainPlainTasks(intake);
  }

  /// Takes the tasks that wait for their time, and that are asked for.
  public List<Later<?>> drainLater(Predicate<Later<?>> which) {
    return end.drainLater(which);
  }

  /// Interrupts the workers that are in a plain task. An interrupt that comes too late may hit the
  /// next plain task, as in any pool; a virtual thread has an interrupt status of its own.
  public void interruptPlainTasks() {
    for (Worker worker : roster.workers()) {
      if (worker.isInPlainTask()) {
        worker.thread.interrupt();
      }
    }
  }

  // ---- for reports

  /// Returns how it is doing, in the JDK's terms.
  public Figures figures() {
    return gauge;
  }

  /// Has this look at all that comes in from now on; nobody, if it is null.
  void tap(@Nullable Tap next) {
    intake.tap(next);
  }

  /// Returns its threads, those that have not been started left out.
  public List<Thread> threads() {
    return roster.threads();
  }

  /// Returns how many of its workers are spares.
  public int spares() {
    return gauge.spares();
  }

  /// Returns how many workers are awake.
  public int awake() {
    return gauge.awake();
  }

  /// Returns when it was made.
  public Instant since() {
    return since;
  }

  /// Returns what its workers have done so far, without the observer's own tasks.
  public Account.Totals totals() {
    long probes = observer.probesBegun(); // first: then they are among the tasks
    return commons.account.totals().withoutTasks(probes);
  }

  /// Returns how long tasks of the observer's have waited in the inbox; null before the first look.
  public @Nullable Histogram waitsInInbox() {
    return observer.waitsInInbox();
  }

  /// Returns how long tasks of the observer's have waited in a ring; null before the first look.
  public @Nullable Histogram waitsInRing() {
    return observer.waitsInRing();
  }

  /// Returns how long the oldest task of the inbox has waited at least, in nanoseconds.
  public long oldestWaits() {
    return commons.shared.inbox.isEmpty() ? 0 : commons.shared.wakes.inboxAge(System.nanoTime());
  }

  /// Returns what each worker has spent its time with.
  public List<Hours.OfWorker> hours() {
    return observer.hours();
  }

  /// Returns what those workers have spent their time with that have retired; null before the first
  /// look.
  public Hours.@Nullable OfWorker hoursOfRetired() {
    return observer.hoursOfRetired();
  }

  /// Returns how many of its virtual threads do what.
  public Census.Counts threadCounts() {
    return Census.of(host -> host.figures() == gauge);
  }

  /// Returns what stuck workers were doing: the last few, the latest last.
  public List<Witness.Sighting> sightings() {
    return witness.kept();
  }
}

package io.smolscale.bench.service;

import io.smolscale.bench.Memory;
import io.smolscale.bench.ThreadDump;
import io.smolscale.bench.Ticks;
import io.smolscale.bench.Usage;
import io.smolscale.bench.http.Delivery;
import io.smolscale.bench.http.LoadProcess;
import io.smolscale.bench.report.Numbers;
import io.smolscale.bench.result.Latency;
import io.smolscale.bench.result.Report;
import io.smolscale.bench.result.Result;
import io.smolscale.cli.share.Share;
import io.smolscale.cli.share.ShareOfProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// A service in a fresh JVM on one side, and the load on it.
final class Visit implements AutoCloseable {
  /// What a service may take for all but one request in a hundred, at the highest rate that it
  /// bears.
  static final Duration LIMIT = Duration.ofMillis(50);

  private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int DIGITS = 3;
  private static final int FIRST_PER_SECOND = 200; // of a service that nobody knows
  private static final int LEAST_PER_SECOND = 10;
  private static final int MOST_FAILURES = 5; // one after the other, while it warms up
  private static final double BELOW = 0.7; // of what was too much

  /// How many times the planned time a service may have besides, until its code is compiled.
  static final int LONGER = 3;

  /// How long the load goes on besides, so that the recording begins and ends within it.
  private static final int SECONDS_AROUND = 3;

  private static final int CHUNKS_A_SECOND = 2; // of the load that finds out how fast it is
  private static final double IN_TIME = 1.15;
  private static final double GROWTH = 1.5;
  private static final String OURS = "smolscale";

  private final Service service;
  private final Setup setup;
  private final ServiceProcess process;
  private final String scheduler;
  private final String collector;
  private volatile LoadProcess load;
  private long seed;

  private Visit(Service service, Setup setup, ServiceProcess process, long seed, LoadProcess load)
      throws ServiceException {
    this.service = service;
    this.setup = setup;
    this.process = process;
    this.seed = seed;
    this.load = load;
    this.scheduler = process.scheduler();
    this.collector = process.collector();
  }

  /// Starts the service and the load, and sees that it runs where it is meant to.
  ///
  /// @param seed which arrivals: the same ones for all sides of a round
  static Visit begin(Service service, Side side, Setup setup, long seed)
      throws IOException, InterruptedException, ServiceException {
    final ServiceProcess process =
        ServiceProcess.start(setup.before(), setup.command(service, side));
    LoadProcess load = null;
    try {
      load = service.client().start(process.port());
      final Visit visit = new Visit(service, setup, process, seed, load);
      if (visit.scheduler.contains(OURS) != side.onSmolscale()) {
        throw process.failure(
            "did not run as it should on the side %s: its virtual threads are on %s"
                .formatted(side.title(), visit.scheduler));
      }
      return visit;
    } catch (IOException | ServiceException e) {
      if (load != null) {
        load.close();
      }
      process.close();
      throw e;
    }
  }

  /// Sends more and more for the time that is planned, then half of what the service bears until
  /// its code is compiled, or [#LONGER] times the planned time is over. A service may fail at what
  /// is too much for it.
  ///
  /// @return about how many requests the service answers in a second at most
  int warmUp() throws IOException, InterruptedException, ServiceException {
    final int best = increase();
    final long limit = System.nanoTime() + LONGER * warmUpNanos();
    final Compiling compiling = new Compiling();
    while (!compiling.isOver() && System.nanoTime() < limit) {
      final Usage before = Usage.of(process.pid());
      final long begin = System.nanoTime();
      try {
        send(Math.max(1, best / 2), Math.max(1, best / 2 / CHUNKS_A_SECOND));
      } catch (ServiceException e) {
        restartLoad(e);
      }
      compiling.answered(Usage.of(process.pid()).compilersSince(before), System.nanoTime() - begin);
    }
    return best;
  }

  private long warmUpNanos() {
    return setup.plan().warmUpMillis() * 1_000_000L;
  }

  private int increase() throws IOException, InterruptedException, ServiceException {
    final long start = System.nanoTime();
    double rate = FIRST_PER_SECOND;
    double best = LEAST_PER_SECOND;
    double tooMuch = Double.POSITIVE_INFINITY;
    int failures = 0;
    ServiceException failure = null;
    boolean ever = false;
    while (System.nanoTime() - start < warmUpNanos()) {
      final long requests = Math.max(1, (long) rate / CHUNKS_A_SECOND);
      final long begin = System.nanoTime();
      try {
        send((int) rate, requests);
        final double seconds = (System.nanoTime() - begin) / (double) NANOS_PER_SECOND;
        final double reached = requests / seconds;
        failures = 0;
        ever = true;
        best = Math.max(best, reached);
        rate =
            Math.max(
                LEAST_PER_SECOND,
                Math.min(tooMuch, reached * IN_TIME > rate ? rate * GROWTH : reached));
      } catch (ServiceException e) {
        if (++failures > MOST_FAILURES) {
          throw e;
        }
        failure = e;
        restartLoad(e);
        tooMuch = Math.max(LEAST_PER_SECOND, rate * BELOW);
        rate = tooMuch;
      }
    }
    if (failure != null && !ever) {
      throw failure;
    }
    return (int) best;
  }

  /// Measures it at this rate.
  Result measure(Subject subject, int perSecond)
      throws IOException, InterruptedException, ServiceException {
    final Figures figures;
    try {
      figures = figures(subject, perSecond, setup.plan().samples());
    } catch (ServiceException e) {
      if (e.result() instanceof Result.Failed) {
        restartLoad(e);
        return new Result.Unreached(e.what());
      }
      throw e;
    }
    return figures.byTheLoad()
        ? new Result.Unreached(
            "the load itself sent %,d of %,d requests late at %,d a second"
                .formatted(figures.late, figures.count, perSecond))
        : new Result.Measured(figures.report, figures.crowded());
  }

  /// Looks for the highest rate that it bears.
  ///
  /// @param start where to begin
  /// @param progress hears of each attempt
  Ramp.Found<Report> highest(int start, Consumer<String> progress)
      throws IOException, InterruptedException, ServiceException {
    final Subject subject = new Subject(service.name(), new Level.Highest());
    return Ramp.search(
        start,
        perSecond -> {
          final Ramp.Step<Report> step = attempt(subject, perSecond, progress);
          return step instanceof Ramp.Step.Failed<Report>
              ? attempt(subject, perSecond, progress) // one moment must not decide
              : step;
        });
  }

  /// Looks where the CPU time of the service goes at this rate, by a flight recording.
  ///
  /// @param seconds how long
  Share share(int perSecond, int seconds) throws IOException, InterruptedException {
    final FutureTask<Delivery.Answered> sending =
        new FutureTask<>(() -> send(perSecond, (seconds + SECONDS_AROUND) * (long) perSecond));
    final Thread sender = Thread.ofPlatform().daemon().name("load").start(sending);
    try {
      return new ShareOfProcess(pid(), seconds).look();
    } finally {
      sender.join(); // if the load hangs, the watch of this visit kills it
    }
  }

  /// Returns the number of the service's process.
  long pid() {
    return process.pid();
  }

  /// Ends both processes at once, so that a thread that waits for the load goes on. Any thread.
  ///
  /// @return the last thread dump of the service, in words
  String kill() throws IOException, InterruptedException {
    try {
      return ThreadDump.write(process.process(), ThreadDump.TEMPORARY);
    } finally {
      process.kill();
      load.kill();
    }
  }

  @Override
  public void close() {
    load.close();
    process.close();
  }

  private Ramp.Step<Report> attempt(Subject subject, int perSecond, Consumer<String> progress)
      throws IOException, InterruptedException, ServiceException {
    Ramp.Step<Report> step;
    String words;
    try {
      final Figures figures = figures(subject, perSecond, setup.rampSeconds());
      words = "p99 " + Numbers.time(figures.p99Nanos);
      if (figures.p99Nanos <= LIMIT.toNanos()) {
        step = new Ramp.Step.Borne<>(figures.report);
      } else {
        step = new Ramp.Step.Failed<>(figures.byTheLoad());
        words += figures.byTheLoad() ? ", and the load itself is late" : ", too slow";
      }
    } catch (ServiceException e) {
      restartLoad(e);
      step = new Ramp.Step.Failed<>(false);
      words = e.what();
    }
    progress.accept("%,d/s: %s".formatted(perSecond, words));
    return step;
  }

  /// Goes on with other connections: those that there are may have requests under way that nobody
  /// waits for.
  ///
  /// @param e what the service did; fatal if it has ended
  private void restartLoad(ServiceException e) throws IOException, ServiceException {
    if (!process.process().isAlive()) {
      throw e;
    }
    load.close();
    load = service.client().start(process.port());
  }

  /// What a measurement found.
  ///
  /// @param late requests that the load sent late, without a moment to spare
  /// @param loadBusy the share of the time that the load had a core
  record Figures(Report report, long count, long late, double loadBusy, double p99Nanos) {
    private static final double ALWAYS = 0.9;

    /// Whether the load could do no more, so that the 99th percentile is its own.
    boolean byTheLoad() {
      return isLate() && loadBusy > ALWAYS;
    }

    /// Whether others kept the load from its work: the service, or somebody else on the machine.
    boolean crowded() {
      return isLate() && loadBusy <= ALWAYS;
    }

    private boolean isLate() {
      return late * 100 > count;
    }
  }

  /// Measures it, whatever becomes of that.
  Figures figures(Subject subject, int perSecond, int samples)
      throws InterruptedException, ServiceException {
    try {
      return measured(subject, perSecond, samples);
    } catch (IOException e) { // there is nothing to read of a process that has ended
      throw process.failure("could not be measured: " + e.getMessage());
    }
  }

  private Figures measured(Subject subject, int perSecond, int samples)
      throws IOException, InterruptedException, ServiceException {
    final Histogram all = new Histogram(DIGITS);
    final List<Latency> undisturbed = new ArrayList<>();
    final List<Report.Sample> measured = new ArrayList<>();
    final long requests = Math.max(1, perSecond * (long) setup.plan().sampleMillis() / 1_000);
    final long begin = System.nanoTime();
    final Duration loadBefore = load.cpu();
    long late = 0;
    for (int i = 0; i < samples; i++) {
      final Ticks ticks = Ticks.now();
      final Meter before = Meter.of(process.process().toHandle());
      final Delivery.Answered answered = send(perSecond, requests);
      final Usage.Account used = Meter.of(process.process().toHandle()).since(before);
      measured.add(
          new Report.Sample(
              requests,
              requests * NANOS_PER_SECOND / perSecond, // by the clock it varies with the arrivals
              used.cpuNanos(),
              used.waitNanos(),
              used.voluntary(),
              used.involuntary(),
              null));
      late += answered.late();
      all.add(answered.latency());
      final Latency slice = Latency.of(answered.latency());
      if (slice != null && !Ticks.now().robbedSince(ticks)) {
        undisturbed.add(slice);
      }
    }
    return new Figures(
        new Report(
            subject.name(),
            scheduler,
            collector,
            Memory.residentBytes(process.pid()),
            null,
            measured,
            Latency.of(all),
            Latency.typical(undisturbed)),
        all.getTotalCount(),
        late,
        load.cpu().minus(loadBefore).toNanos() / (double) (System.nanoTime() - begin),
        all.getValueAtPercentile(99));
  }

  private Delivery.Answered send(int perSecond, long requests)
      throws IOException, InterruptedException, ServiceException {
    final Delivery delivery;
    try {
      delivery = load.send(perSecond, requests, seed++);
    } catch (IOException e) {
      throw process.failure("could not be measured: " + e.getMessage());
    }
    return switch (delivery) {
      case Delivery.Answered answered -> answered;
      case Delivery.Unanswered(String why) when process.process().isAlive() ->
          throw ServiceException.stuck(
              "%s; %s".formatted(why, ThreadDump.write(process.process(), ThreadDump.TEMPORARY)));
      case Delivery.Unanswered(String why) -> throw process.failure(why);
      case Delivery.Broken(String why) -> throw process.failure("failed under load: " + why);
    };
  }
}

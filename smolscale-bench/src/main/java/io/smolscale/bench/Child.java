package io.smolscale.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.bench.result.Latency;
import io.smolscale.bench.result.Report;
import io.smolscale.bench.workload.Outcome;
import io.smolscale.bench.workload.Workload;
import io.smolscale.bench.workload.Workloads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// Runs one workload in this JVM, on whichever scheduler its command line chose, and prints a
/// [Report] as one line of JSON.
@Command(name = "Child", description = "Measures one workload in this JVM.")
public final class Child implements Callable<Integer> {
  private static final int DIGITS = 3;
  private static final double GROWTH = 10; // at most, from one run to the next, while calibrating
  private static final double MOST_STRETCH = 3; // of a warm-up, on a busy machine
  private static final int MIN_RUNS = 3; // somebody may hold up the first, which is a single one
  private static final int SLICE_MILLIS = 100; // ten of the kernel's ticks

  @Parameters(index = "0", description = "the workload")
  private String name = "";

  @Parameters(index = "1", description = "milliseconds of warm-up", defaultValue = "2000")
  private int warmUpMillis;

  @Parameters(index = "2", description = "how many samples", defaultValue = "5")
  private int samples;

  @Parameters(index = "3", description = "milliseconds a sample", defaultValue = "500")
  private int sampleMillis;

  private final Histogram latency = new Histogram(DIGITS);
  private final List<Latency> undisturbed = new ArrayList<>(); // a slice each

  /// The entry point of a measured JVM.
  public static void main(String[] args) {
    System.exit(new CommandLine(new Child()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    final Workload workload =
        Workloads.named(name)
            .orElseThrow(
                () -> new ParameterException(new CommandLine(this), "no workload " + name));
    System.out.println(JSON.std.asString(report(workload)));
    return 0;
  }

  private Report report(Workload workload) throws Exception {
    final String carrier = carrier();
    try (workload;
        ExecutorService driver = workload.driver().executor()) {
      final Workload warmUp = workload.warmUp();
      final long warm = repeat(driver, warmUp, 1, warmUpMillis);
      final long iterations =
          repeat(driver, workload, warmUp.equals(workload) ? warm : 1, sampleMillis);
      latency.reset();
      undisturbed.clear();
      final List<Report.Sample> measured = new ArrayList<>();
      for (int i = 0; i < samples; i++) {
        measured.add(sample(driver, workload, iterations));
      }
      return report(carrier, null, measured);
    } catch (StuckException e) {
      return report(carrier, e.getMessage(), List.of());
    }
  }

  private Report report(String carrier, @Nullable String stuck, List<Report.Sample> measured)
      throws IOException {
    return new Report(
        name,
        carrier,
        Memory.collector(),
        Memory.residentBytes(),
        stuck,
        measured,
        Latency.of(latency),
        Latency.typical(undisturbed));
  }

  /// Runs the workload for about `millis`, longer and longer, and returns how many iterations last
  /// for one sample.
  ///
  /// A busy machine must not spoil that. The time in which threads waited for a core does not
  /// count, for it warms nothing up (up to a limit, since a workload with many platform threads has
  /// them wait for each other); and the fastest run decides how long a sample is, because a run
  /// that somebody held up tells nothing.
  private long repeat(ExecutorService driver, Workload workload, long iterations, long millis)
      throws Exception {
    final double target = TimeUnit.MILLISECONDS.toNanos(sampleMillis);
    final double enough = TimeUnit.MILLISECONDS.toNanos(millis);
    long next = iterations;
    double perNano = 0;
    double spent = 0;
    int runs = 0;
    do {
      final Report.Sample run = sample(driver, workload, next);
      spent += run.wallNanos() / Math.min(1 + run.coreWait(), MOST_STRETCH);
      perNano = Math.max(perNano, next / (double) run.wallNanos());
      next = Math.max(1, (long) Math.min(next * GROWTH, target * perNano));
      runs++;
    } while (spent < enough || runs < MIN_RUNS);
    return next;
  }

  private Report.Sample sample(ExecutorService driver, Workload workload, long iterations)
      throws IOException, InterruptedException, ExecutionException, StuckException {
    final Usage before = Usage.now();
    final long allocatedBefore = Memory.allocatedBytes(); // without what it takes to look
    final long start = System.nanoTime();
    final long slices =
        workload.comesInSlices() ? Math.clamp(sampleMillis / SLICE_MILLIS, 1, iterations) : 1;
    double operations = 0;
    long sender = 0;
    for (long i = 0; i < slices; i++) {
      final long share = (i + 1) * iterations / slices - i * iterations / slices;
      final Ticks ticks = Ticks.now();
      switch (driver.submit(() -> workload.run(share)).get()) {
        case Outcome.Completed(double completed) -> operations += completed;
        case Outcome.Timed(double completed, Histogram nanos, long senderNanos) -> {
          operations += completed;
          sender += senderNanos;
          latency.add(nanos);
          final Latency slice = Latency.of(nanos);
          if (slice != null && !Ticks.now().robbedSince(ticks)) {
            undisturbed.add(slice);
          }
        }
        case Outcome.Stuck(String why) -> throw new StuckException(why);
      }
    }
    final long wallNanos = System.nanoTime() - start;
    final long allocated = Memory.allocatedBytes() - allocatedBefore;
    final Usage.Account used = Usage.now().since(before);
    return new Report.Sample(
        operations,
        wallNanos,
        used.cpuNanos() - sender,
        used.waitNanos(),
        used.voluntary(),
        used.involuntary(),
        allocated);
  }

  /// The name of a carrier, which the JDK shows in a virtual thread's description only.
  private static String carrier() throws InterruptedException, ExecutionException {
    final FutureTask<String> describe = new FutureTask<>(() -> Thread.currentThread().toString());
    Thread.ofVirtual().start(describe);
    final String described = describe.get();
    return described.substring(described.indexOf('@') + 1);
  }

  /// The workload gave up, so there is nothing to measure.
  private static final class StuckException extends Exception {
    private static final long serialVersionUID = 1;

    private StuckException(String why) {
      super(why);
    }
  }
}

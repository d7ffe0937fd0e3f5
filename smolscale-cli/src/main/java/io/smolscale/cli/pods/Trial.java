package io.smolscale.cli.pods;

import io.smolscale.cli.demo.Contender;
import io.smolscale.cli.demo.LoadGenerator;
import io.smolscale.cli.demo.PoissonArrivals;
import io.smolscale.cli.demo.ServiceProcess;
import io.smolscale.cli.jvm.Placement;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What became of the requests to one service, beside one fault, on one scheduler.
///
/// @param unanswered how many requests were sent and not answered
/// @param brokenOff whether the load gave up, because it could not send any more
/// @param latency of those that were answered, in nanoseconds
record Trial(
    Fault fault, Contender contender, long unanswered, boolean brokenOff, Histogram latency) {
  /// Requests a second: what a small service gets.
  static final int RATE = 200;

  /// How many connections there are, and so how many requests can wait for their answers at a time.
  static final int CONNECTIONS = 20;

  /// Load without a pause before the fault begins, so that the service is compiled as it would be.
  static final Duration WARM_UP = Duration.ofSeconds(1);

  /// From the word to begin until every thread of the fault has come to run.
  static final Duration TO_TAKE_HOLD = Duration.ofMillis(250);

  /// About what it takes to start and to end a JVM.
  static final Duration AROUND = Duration.ofSeconds(2);

  private static final List<String> OPTIONS = List.of("--enable-native-access=ALL-UNNAMED");
  private static final double NANOS_PER_MICRO = TimeUnit.MICROSECONDS.toNanos(1);

  /// Starts a service, lets the fault begin, and sends requests for so long.
  static Trial of(Fault fault, Contender contender, Placement placement, Duration duration)
      throws InterruptedException {
    List<String> main = List.of(FaultyService.class.getName(), fault.title());
    List<String> options =
        List.of(Placement.JVM_OPTIONS, OPTIONS).stream().flatMap(List::stream).toList();
    try (ServiceProcess service =
        ServiceProcess.start(contender, placement.before(), options, main)) {
      try (LoadGenerator load = new LoadGenerator(service.port(), CONNECTIONS)) {
        load.closedLoop(WARM_UP);
        service.tell(FaultyService.BEGIN);
        Thread.sleep(TO_TAKE_HOLD);
        LoadGenerator.Sent sent = load.openLoop(new PoissonArrivals(RATE, 1), duration);
        return new Trial(fault, contender, sent.errors(), !sent.keptUp(), sent.latency());
      } catch (IOException e) {
        throw service.brokeOff(e);
      }
    }
  }

  /// Whether every request was answered.
  boolean answersAll() {
    return unanswered == 0 && !brokenOff && answered() > 0;
  }

  /// Whether no request was.
  boolean answersNone() {
    return answered() == 0;
  }

  long answered() {
    return latency.getTotalCount();
  }

  /// Returns a percentile of the latencies in microseconds.
  double micros(double percentile) {
    return latency.getValueAtPercentile(percentile) / NANOS_PER_MICRO;
  }
}

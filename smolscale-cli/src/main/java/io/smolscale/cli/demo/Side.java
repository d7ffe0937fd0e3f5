package io.smolscale.cli.demo;

import io.smolscale.cli.demo.LoadGenerator.Sent;
import io.smolscale.cli.measure.MachineUsage;
import io.smolscale.cli.measure.ProcessUsage;
import io.smolscale.cli.measure.Surroundings;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Text;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// One side of the comparison at work: a running service, and how it is measured.
record Side(Contender contender, ServiceProcess service) implements AutoCloseable {
  private static final int WARM_UP_PARTS = 6;
  private static final int ATTEMPTS = 5;

  static Side start(Contender contender) throws InterruptedException {
    return new Side(contender, ServiceProcess.start(contender));
  }

  /// Has the service compiled, as it would be after a while in production, and returns what it
  /// answers in a second, at best, when the next request always waits.
  ///
  /// Without this we would compare interpreters: a service that starts at a low rate may stay
  /// uncompiled for minutes.
  double warmUp() {
    return withLoad(load -> {
      double best = 0;
      for (int part = 0; part < WARM_UP_PARTS; part++) {
        Duration duration = Plan.WARM_UP.dividedBy(WARM_UP_PARTS);
        best = Math.max(best, load.closedLoop(duration).perSecond());
      }
      return best;
    });
  }

  /// Runs a rate that will be measured later.
  void rehearse(int rate) {
    withLoad(load -> load.openLoop(new PoissonArrivals(rate, 0), Plan.REHEARSAL));
  }

  Window measure(int rate, int round, Plan plan, Surroundings surroundings) {
    return undisturbed(load -> measure(load, rate, round, plan.window(), surroundings));
  }

  private Optional<Window> measure(
      LoadGenerator load, int rate, int round, Duration duration, Surroundings surroundings)
      throws IOException {
    load.openLoop(new PoissonArrivals(rate, -round), Plan.SETTLE);
    Surroundings.Snapshot before = surroundings.snapshot();
    ProcessUsage usageBefore = ProcessUsage.of(service.handle());
    Sent sent = load.openLoop(new PoissonArrivals(rate, round), duration);
    ProcessUsage.Used used = ProcessUsage.of(service.handle()).since(usageBefore);
    MachineUsage.Disturbance disturbance = surroundings.since(before);
    if (sent.paused()) {
      return Optional.empty();
    }
    requireReached(rate, sent);
    return Optional.of(window(rate, round, sent, used, disturbance));
  }

  @Override
  public void close() {
    service.close();
  }

  /// A load that was broken off is no measurement: either replies stopped coming at all, or they
  /// came too slowly for this rate.
  private void requireReached(int rate, Sent sent) {
    if (sent.keptUp()) {
      return;
    }
    if (sent.errors() > 0) {
      throw service.failure(
          "stopped answering at %s: %s requests had a wrong reply, or none after %d s"
              .formatted(
                  Text.rate(rate), Text.count(sent.errors()), LoadGenerator.PATIENCE.toSeconds()));
    }
    throw Plan.unreachable(rate, sent.perSecond());
  }

  private Window window(
      int rate,
      int round,
      Sent sent,
      ProcessUsage.Used used,
      MachineUsage.Disturbance disturbance) {
    if (sent.requests() == 0) {
      throw service.failure("answered none of " + Text.count(sent.errors()) + " requests");
    }
    return new Window(
        contender.name(),
        rate,
        round,
        sent.requests(),
        sent.errors(),
        sent.nanos() / 1e9,
        new Window.Cost(
            perRequest(used.cpuNanos(), 1e3 * sent.requests()),
            perRequest(used.switches(), 1.0 * sent.requests())),
        new Window.Latency(
            micros(sent.latency(), 50), micros(sent.latency(), 99), micros(sent.latency(), 99.9)),
        new Window.Conditions(micros(sent.delay(), 99), disturbance),
        used.endedThreads());
  }

  private static OptionalDouble perRequest(OptionalLong value, double divisor) {
    return value.isPresent()
        ? OptionalDouble.of(value.getAsLong() / divisor)
        : OptionalDouble.empty();
  }

  private static double micros(Histogram nanos, double percentile) {
    return nanos.getValueAtPercentile(percentile) / 1e3;
  }

  private interface Work<T> {
    T with(LoadGenerator load) throws IOException;
  }

  /// Tries again if something held up the load generator itself, and what it saw means nothing.
  private <T> T undisturbed(Work<Optional<T>> work) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<T> result = withLoad(work);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw CommandException.failure(
        ("the load generator stood still for half a second or more, %d times in a row: the machine"
                + " is overloaded, or something suspends this process")
            .formatted(ATTEMPTS));
  }

  /// Connects anew each time: connections left idle while others are measured would time out.
  private <T> T withLoad(Work<T> work) {
    try (LoadGenerator load = new LoadGenerator(service.port(), Plan.CONNECTIONS)) {
      return work.with(load);
    } catch (IOException e) {
      throw service.brokeOff(e);
    }
  }
}

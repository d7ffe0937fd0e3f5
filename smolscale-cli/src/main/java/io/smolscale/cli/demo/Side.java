package io.smolscale.cli.demo;

import io.smolscale.cli.demo.LoadGenerator.Sent;
import java.io.IOException;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.HdrHistogram.Histogram;

/// One side of the comparison at work: a running service, and how it is measured.
record Side(Contender contender, ServiceProcess service) implements AutoCloseable {

  static Side start(Contender contender) throws InterruptedException {
    return new Side(contender, ServiceProcess.start(contender));
  }

  /// Has the service compiled, as it would be after a while in production, and returns what it
  /// answers in a second when the next request always waits.
  ///
  /// Without this we would compare interpreters: a service that starts at a low rate may stay
  /// uncompiled for minutes.
  double warmUp() {
    return withLoad(load -> {
      load.closedLoop(Plan.WARM_UP.multipliedBy(3).dividedBy(4));
      return load.closedLoop(Plan.WARM_UP.dividedBy(4)).perSecond();
    });
  }

  Window measure(int rate, int round, Plan plan, Surroundings surroundings) {
    return withLoad(load -> {
      load.openLoop(new PoissonArrivals(rate, -round), Plan.SETTLE);
      Surroundings.Snapshot before = surroundings.snapshot();
      ProcessUsage usageBefore = ProcessUsage.of(service.handle());
      Sent sent = load.openLoop(new PoissonArrivals(rate, round), plan.window());
      ProcessUsage.Used used = ProcessUsage.of(service.handle()).since(usageBefore);
      if (!sent.keptUp()) {
        throw Plan.unreachable(rate, sent.perSecond());
      }
      return window(rate, round, sent, used, surroundings.since(before));
    });
  }

  @Override
  public void close() {
    service.close();
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

  /// Connects anew each time: connections left idle while others are measured would time out.
  private <T> T withLoad(Work<T> work) {
    try (LoadGenerator load = new LoadGenerator(service.port(), Plan.CONNECTIONS)) {
      return work.with(load);
    } catch (IOException e) {
      throw service.brokeOff(e);
    }
  }
}

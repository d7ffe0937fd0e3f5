package io.smolscale.bench.report;

import io.smolscale.bench.result.Environment;
import io.smolscale.bench.result.Latency;
import io.smolscale.bench.result.Plan;
import io.smolscale.bench.result.Report;
import io.smolscale.bench.result.Result;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Summary;
import io.smolscale.bench.result.Variant;
import io.smolscale.bench.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/// A run that never took place.
public final class Samples {
  private static final Environment SOMEWHERE =
      new Environment("2026-01-01T00:00:00Z", "abc", "a <JDK>", "an OS", "a CPU & more", 2, 0.5);

  private Samples() {}

  /// Two rounds of a few workloads, in which smolscale takes `percent` of what the JDK takes.
  public static Summary summary(long percent) {
    final List<Row> rows = new ArrayList<>();
    for (final String name : List.of("ping-pong", "http-1000", "http-10000", "http-30000")) {
      rows.addAll(
          Row.of(
              Workloads.named(name).orElseThrow(),
              List.of(
                  runs("jdk", 50_000, 60_000), runs("smolscale", 500 * percent, 600 * percent))));
    }
    rows.addAll(Row.of(Workloads.named("beside-yielders").orElseThrow(), List.of(stuck())));
    return new Summary(SOMEWHERE, List.of("--quick"), "-Xmx1g", 2, Plan.QUICK, rows, null, null);
  }

  /// Two rounds of two services, in which smolscale takes half of the CPU, and bears twice the
  /// rate, but for one at a high rate.
  public static Summary services() {
    final List<Row> rows = new ArrayList<>();
    for (final String service : List.of("spring-json", "grpc-unary")) {
      rows.addAll(service(service + "-percent-25", true, 4, 2));
      rows.addAll(service(service + "-percent-75", true, 1, 2));
      rows.addAll(service(service + "-highest", false, 2, 1));
    }
    return new Summary(
        SOMEWHERE,
        List.of("services"),
        "-Xmx1g",
        2,
        new Plan(20_000, 10, 1_000),
        rows,
        null,
        List.of("spring-json: jdk bears 1,000 requests a second."));
  }

  private static List<Row> service(String name, boolean paced, long jdk, long ours) {
    return Row.of(
        name,
        "one request",
        paced,
        List.of(
            runs("jdk", jdk * 100_000, jdk * 110_000),
            runs("smolscale", ours * 100_000, ours * 110_000)));
  }

  private static Row.Runs runs(String name, long... nanos) {
    return new Row.Runs(
        new Variant(name, List.of()), LongStream.of(nanos).mapToObj(Samples::took).toList());
  }

  private static Row.Runs stuck() {
    return new Row.Runs(new Variant("jdk", List.of()), List.of(new Result.Stuck("no <lap>")));
  }

  private static List<Double> curve(long nanos) {
    return Latency.ONE_IN.stream().map(n -> n * nanos / 1e3).toList();
  }

  private static Result took(long nanos) {
    final Report.Sample sample = new Report.Sample(1, nanos, nanos, 0, 2, 1, 48L);
    final Latency latency =
        new Latency(100, nanos / 1e3, nanos / 5e2, nanos / 3e2, nanos, curve(nanos));
    return new Result.Measured(
        new Report(
            "any", "a carrier", "a collector", 1 << 20, null, List.of(sample), latency, latency),
        true);
  }
}

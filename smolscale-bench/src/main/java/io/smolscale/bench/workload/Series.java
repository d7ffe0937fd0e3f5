package io.smolscale.bench.workload;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// Workloads that differ in one number, which is at the end of their names: `http-1000`.
public enum Series {
  PART_LOAD("requests a second", (name, rate) -> new PartLoad(name, rate, PartLoad.HOPS, 0)),
  PART_LOAD_HOPS("hops", (name, hops) -> new PartLoad(name, 2_000, hops, 0)),
  HTTP("requests a second", (name, rate) -> Http.at(name, new HttpSite.Shape(50, 0, false), rate)),
  HTTP_HOPS(
      "requests a second",
      (name, rate) -> Http.at(name, new HttpSite.Shape(50, 30_000, true), rate)),
  HTTP_CONNECTIONS(
      "connections", (name, size) -> Http.at(name, new HttpSite.Shape(size, 0, false), 10_000)),
  NETTY(
      "requests a second",
      (name, rate) -> Http.at(name, new HttpSite.Shape(50, 0, false, HttpSite.Front.NETTY), rate)),
  VERTX(
      "requests a second",
      (name, rate) -> Http.at(name, new HttpSite.Shape(50, 0, false, HttpSite.Front.VERTX), rate)),
  START_MANY("threads", (name, size) -> new StartMany(name, size, Driver.INSIDE)),
  SKYNET("leaves", Skynet::new),
  PAIRS("pairs", PingPong::new),
  TIMER_PAIRS("pairs", (name, pairs) -> new TimerPairs(name, pairs, Duration.ofMillis(1))),
  TASKS_START_MANY("tasks", Callbacks::startMany),
  LOAD_PERCENT("percent of all cores", LoadPercent::of),
  HAND_OVER("requests a second", HandOver::new),
  SUBMIT("threads outside", (name, threads) -> new Submissions(name, threads, Family.THREADS)),
  TASKS_SUBMIT("threads outside", (name, threads) -> new Submissions(name, threads, Family.TASKS));

  private static final Pattern WITH_NUMBER = Pattern.compile("(.*)-(\\d{1,7})");
  private static final String CORES = "-cores";

  private final String axis;

  @SuppressWarnings("ImmutableEnumChecker") // lambdas that capture nothing
  private final BiFunction<String, Integer, Workload> maker;

  Series(String axis, BiFunction<String, Integer, Workload> maker) {
    this.axis = axis;
    this.maker = maker;
  }

  /// What the numbers of a series count. It has the name of its workloads without their number.
  public static String axis(String series) {
    return series.endsWith(CORES) ? "cores" : find(series).map(one -> one.axis).orElse("number");
  }

  /// The workload of this name: of one of the series, or any workload with `-cores-N` behind it.
  static Optional<Workload> named(String name) {
    final Matcher matcher = WITH_NUMBER.matcher(name);
    final int number = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
    if (number == 0) {
      return Optional.empty();
    }
    final String series = matcher.group(1);
    return series.endsWith(CORES)
        ? Workloads.named(series.substring(0, series.length() - CORES.length()))
            .map(workload -> new OnCores(name, workload, number))
        : find(series).map(one -> one.as(name, number));
  }

  /// The workload with this number.
  Workload of(int number) {
    return as(title() + "-" + number, number);
  }

  /// The same by another name.
  Workload as(String name, int number) {
    return maker.apply(name, number);
  }

  /// The workloads with these numbers.
  List<Workload> of(int... numbers) {
    return IntStream.of(numbers).mapToObj(this::of).toList();
  }

  private String title() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Optional<Series> find(String title) {
    return Arrays.stream(values()).filter(one -> one.title().equals(title)).findFirst();
  }
}

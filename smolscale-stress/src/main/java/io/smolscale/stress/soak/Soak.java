package io.smolscale.stress.soak;

import io.smolscale.Scheduler;
import io.smolscale.SchedulerStats;
import io.smolscale.Smolscale;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/// Random work on several schedulers at once, and the global one: see the package.
public final class Soak {
  private static final int LANES = 4;
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final int LOOKS_BETWEEN_REPORTS = 5;

  private final Options options;
  private final List<Lane> lanes = new ArrayList<>();
  private final Watchdog watchdog;
  private final long start = System.nanoTime();
  private volatile boolean over;

  private Soak(Options options) {
    this.options = options;
    SplittableRandom random = new SplittableRandom(options.seed());
    for (int i = 0; i < LANES; i++) {
      boolean global = i == 0;
      String name = global ? "soak-global" : "soak-" + i;
      lanes.add(new Lane(name, global, random.split(), () -> over));
    }
    watchdog = new Watchdog(lanes);
  }

  /// Runs it, and exits with 0 if all was well.
  ///
  /// @param args see `--help`
  public static void main(String[] args) throws InterruptedException {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) throws InterruptedException {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("soak: " + e.getMessage());
      System.err.print(Options.USAGE);
      return USAGE;
    }
    if (options.help()) {
      System.out.print(Options.USAGE);
      return OK;
    }
    return new Soak(options).soak() ? OK : FAILED;
  }

  private boolean soak() throws InterruptedException {
    System.out.printf("soak: %d seconds, seed %d%n", options.seconds(), options.seed());
    lanes.forEach(Thread::start);
    boolean hangs = false;
    for (int look = 1; !hangs && lanes.stream().anyMatch(Thread::isAlive); look++) {
      Thread.sleep(Watchdog.LOOK_MILLIS);
      hangs = watchdog.seesAHang();
      over = seconds() >= options.seconds() || !failures().isEmpty();
      if (look % LOOKS_BETWEEN_REPORTS == 0) {
        System.out.println(progress());
      }
    }
    boolean quiet = !hangs && globalIsQuiet();
    System.out.println(progress());
    failures().forEach(System.out::println);
    if (hangs || !quiet) {
      lanes.forEach(lane -> System.out.println(lane.report()));
      System.out.println(Smolscale.scheduler() + "\n" + Watchdog.dump());
    }
    boolean well = quiet && failures().isEmpty();
    System.out.printf(
        "soak: %s, seed %d%n",
        well
            ? "all is well"
            : hangs
                ? "HANGS"
                : quiet ? "FAILED" : "FAILED: the global scheduler does not come to rest",
        options.seed());
    return well;
  }

  /// Whether nothing is left on the global scheduler, its workers sleep, and its spares retire.
  private static boolean globalIsQuiet() throws InterruptedException {
    Scheduler global = Smolscale.scheduler();
    for (int i = 0; i < 60; i++) {
      SchedulerStats stats = global.stats();
      if (stats.waiting() == 0
          && stats.awake() == 0
          && stats.activeTasks() == 0
          && stats.spares() == 0) {
        return true;
      }
      Thread.sleep(Watchdog.LOOK_MILLIS);
    }
    return false;
  }

  private List<String> failures() {
    return lanes.stream().flatMap(lane -> lane.failures().stream()).toList();
  }

  private long seconds() {
    return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
  }

  private String progress() {
    Census all = new Census();
    lanes.forEach(lane -> all.add(lane.census()));
    return "%4d s: %,d rounds; %s; up to %d spares, %,d rescues"
        .formatted(
            seconds(),
            lanes.stream().mapToInt(Lane::rounds).sum(),
            all,
            lanes.stream().mapToInt(Lane::mostSpares).max().orElse(0),
            lanes.stream().mapToLong(Lane::rescues).sum());
  }
}

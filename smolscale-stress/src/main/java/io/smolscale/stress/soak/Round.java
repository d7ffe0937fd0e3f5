package io.smolscale.stress.soak;

import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.SchedulerStats;
import io.smolscale.Smolscale;
import io.smolscale.internal.runtime.Global;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A while of random deeds on one scheduler, from several threads, and the balance at the end.
///
/// A scheduler of the round's own ends in the middle, so that some deeds come too late and are
/// refused; or it ends when all is done, because an end has the balancer look, and so makes good a
/// wake-up that was lost before. The global one goes on.
final class Round {
  /// How many threads there may be beside the limit: a plain task that waits in a call that says so
  /// leaves its place to another thread (decision 54), which stays for some seconds after it.
  private static final int STAND_INS = 8;

  private static final int MOST_MILLIS = 1_500;
  private static final int MOST_TO_SPARE = 20;
  private static final long ENOUGH_WAITING = 2_000;
  private static final int[] SPARES = {0, 1, 2, 8, 64};

  private final String name;
  private final SplittableRandom random;
  private final @Nullable Ending ending;
  private final boolean endsInTheMiddle;
  private final int parallelism;
  private final int maxThreads;
  private final long nanos;
  private final Stage stage;
  private volatile String doing = "deeds";
  private volatile int mostSpares;

  private Round(
      String name,
      SplittableRandom random,
      @Nullable Ending ending,
      Scheduler scheduler,
      int maxThreads,
      LongAdder pulse) {
    this.name = name;
    this.random = random;
    this.ending = ending;
    endsInTheMiddle = ending != null && random.nextBoolean();
    this.maxThreads = maxThreads;
    parallelism = scheduler.stats().parallelism();
    nanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(10, MOST_MILLIS));
    // One worker is left for whoever is to let the others go.
    stage = new Stage(scheduler, new Ledger(pulse), Math.min(maxThreads - 1, MOST_TO_SPARE));
  }

  /// On a scheduler of its own.
  static Round onItsOwn(String name, SplittableRandom random, LongAdder pulse) {
    int parallelism = random.nextInt(1, 5);
    int maxThreads = parallelism + SPARES[random.nextInt(SPARES.length)];
    Outlet outlet = new Outlet();
    Scheduler scheduler =
        Scheduler.create(
            SchedulerConfig.DEFAULT
                .withName(name)
                .withParallelism(parallelism)
                .withMaxThreads(maxThreads)
                .withUncaughtExceptionHandler(outlet));
    Ending ending = Ending.ALL.get(random.nextInt(Ending.ALL.size()));
    Round round = new Round(name, random, ending, scheduler, maxThreads, pulse);
    outlet.lead(round.stage);
    return round;
  }

  /// On the global scheduler.
  static Round onTheGlobal(String name, SplittableRandom random, LongAdder pulse) {
    Outlet outlet = new Outlet();
    Thread.setDefaultUncaughtExceptionHandler(outlet);
    int maxThreads = Global.settings().maxThreads();
    Round round = new Round(name, random, null, Smolscale.scheduler(), maxThreads, pulse);
    outlet.lead(round.stage);
    return round;
  }

  /// Plays it.
  ///
  /// @return what has gone wrong
  List<String> play() throws InterruptedException {
    List<Thread> actors = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      SplittableRandom own = random.split();
      actors.add(Thread.ofPlatform().name(name + " actor").daemon().start(() -> act(own)));
    }
    if (ending != null && endsInTheMiddle) {
      TimeUnit.NANOSECONDS.sleep(random.nextLong(nanos));
      end(ending);
    }
    doing = "waiting for the actors";
    for (Thread actor : actors) {
      actor.join();
    }
    await("each task has run", stage.ledger()::isSettled);
    if (ending != null && !endsInTheMiddle) {
      end(ending);
    }
    settle();
    return stage.ledger().complaints();
  }

  private void act(SplittableRandom own) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      try {
        Deed.draw(own).act(stage, own.split());
      } catch (Exception e) {
        stage.ledger().complain("a deed failed: " + e + " at " + List.of(e.getStackTrace()));
      }
      checkThreads();
      pause(own);
    }
  }

  /// Mostly none, sometimes long enough for everybody to fall asleep; and not too much at once.
  private void pause(SplittableRandom own) {
    int length = own.nextInt(100);
    if (length < 2) {
      LockSupport.parkNanos(own.nextLong(60_000_000));
    } else if (length < 40) {
      LockSupport.parkNanos(own.nextLong(300_000));
    }
    do {
      LockSupport.parkNanos(stage.endHasBegun() ? 1_000_000 : 1);
    } while (stage.scheduler().stats().waiting() > ENOUGH_WAITING);
  }

  private void checkThreads() {
    SchedulerStats stats = stage.scheduler().stats();
    mostSpares = Math.max(mostSpares, stats.spares());
    int most = maxThreads + STAND_INS;
    if (stats.workers() > most || (stats.spares() > most - parallelism && !stage.endHasBegun())) {
      stage.ledger().complain("more than " + most + " threads: " + stats);
    }
  }

  private void end(Ending how) throws InterruptedException {
    doing = "ending by " + how;
    stage.beginEnd();
    how.end(stage);
    stage
        .ledger()
        .complainOf(Entry::isOverdue, "was accepted before the end, which did not wait for it");
  }

  private void settle() throws InterruptedException {
    await("each task has run", stage.ledger()::isSettled);
    await("nothing waits", () -> stage.scheduler().stats().waiting() == 0);
    await("the handler has heard of each failure", stage::allTold);
    if (ending != null) {
      await("the workers have retired", () -> stage.scheduler().stats().workers() == 0);
      await("no thread is left", () -> threadsLeft() == 0);
      if (!stage.scheduler().isTerminated()) {
        stage.ledger().complain("not terminated");
      }
    }
    stage.ledger().complainOf(entry -> !entry.isRight(), "did not run as often as it had to");
    if (!stage.allTold()) {
      stage.ledger().complain(stage.toldOfThrown());
    }
  }

  private long threadsLeft() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith(name + "-"))
        .count();
  }

  private void await(String what, BooleanSupplier condition) throws InterruptedException {
    doing = "waiting until " + what;
    while (!condition.getAsBoolean()) {
      Thread.sleep(1);
    }
  }

  Census census() {
    return stage.ledger().census();
  }

  int mostSpares() {
    return mostSpares;
  }

  /// How often a stuck worker was relieved; of the global scheduler nobody knows by round.
  long rescues() {
    return ending == null ? 0 : stage.scheduler().stats().rescues();
  }

  /// What it is and where it stands, for a report.
  String report() {
    return "%s, at most %d threads, ends by %s%s; %s; %s%n  %s%n  %s%n  unsettled: %s"
        .formatted(
            name,
            maxThreads,
            ending,
            endsInTheMiddle ? " in the middle" : "",
            doing,
            stage.toldOfThrown(),
            stage.scheduler(),
            stage.scheduler().stats(),
            stage.ledger().unsettled());
  }
}

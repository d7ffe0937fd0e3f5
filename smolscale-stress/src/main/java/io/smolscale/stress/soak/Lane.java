package io.smolscale.stress.soak;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// A thread that plays one round after the other.
final class Lane extends Thread {
  private final boolean global;
  private final SplittableRandom random;
  private final BooleanSupplier over;
  private final LongAdder pulse = new LongAdder();
  private final Census census = new Census();
  private final List<String> failures = new ArrayList<>(); // guarded by this
  private volatile @Nullable Round round;
  private volatile int rounds;
  private volatile int mostSpares;
  private volatile long rescues;

  /// @param global whether all its rounds are on the global scheduler
  /// @param over whether to begin no more rounds
  Lane(String name, boolean global, SplittableRandom random, BooleanSupplier over) {
    super(name);
    setDaemon(true);
    this.global = global;
    this.random = random;
    this.over = over;
  }

  @Override
  public void run() {
    do {
      try {
        play();
      } catch (InterruptedException | RuntimeException e) {
        fail("the round itself broke: " + e + " at " + List.of(e.getStackTrace()));
      }
    } while (!over.getAsBoolean());
    round = null;
  }

  private void play() throws InterruptedException {
    String name = getName() + "-" + rounds;
    Round next =
        global
            ? Round.onTheGlobal(name, random.split(), pulse)
            : Round.onItsOwn(name, random.split(), pulse);
    round = next;
    List<String> complaints = next.play();
    complaints.forEach(complaint -> fail(complaint));
    if (!complaints.isEmpty()) {
      fail(next.report());
    }
    note(next);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // this thread alone writes
  private void note(Round played) {
    census.add(played.census());
    mostSpares = Math.max(mostSpares, played.mostSpares());
    rescues += played.rescues();
    rounds++;
  }

  private synchronized void fail(String what) {
    failures.add(getName() + ": " + what);
  }

  /// What has gone wrong.
  synchronized List<String> failures() {
    return List.copyOf(failures);
  }

  /// Moves as long as it gets on.
  long pulse() {
    return pulse.sum() + rounds;
  }

  Census census() {
    return census;
  }

  int rounds() {
    return rounds;
  }

  int mostSpares() {
    return mostSpares;
  }

  long rescues() {
    return rescues;
  }

  /// Where it stands, for a report.
  String report() {
    Round now = round;
    return now == null ? getName() + ": no round" : now.report();
  }
}

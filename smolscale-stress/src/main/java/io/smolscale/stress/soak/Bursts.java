package io.smolscale.stress.soak;

import io.smolscale.stress.soak.Entry.Body;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Many short tasks at once.
final class Bursts {
  private static final int MORE_THAN_A_RING_HOLDS = 70_000;

  private Bursts() {}

  static void plain(Stage on, RandomGenerator random) {
    for (int i = random.nextInt(1, 200); i > 0; i--) {
      on.plain("burst", work(random));
    }
  }

  static void threads(Stage on, RandomGenerator random) {
    int yields = random.nextInt(8);
    for (int i = random.nextInt(1, 200); i > 0; i--) {
      Body work = work(random);
      on.virtual(
          "thread burst",
          () -> {
            for (int y = 0; y < yields; y++) {
              Yield.now();
            }
            work.run();
          });
    }
  }

  /// Each starts two more.
  static void tree(Stage on, RandomGenerator random) {
    branch(on, random.nextInt(2, 9), random.nextBoolean());
  }

  private static void branch(Stage on, int depth, boolean plain) {
    Body body =
        () -> {
          if (depth > 1) {
            branch(on, depth - 1, plain);
            branch(on, depth - 1, plain);
          }
        };
    if (plain) {
      on.plain("tree", body);
    } else {
      on.virtual("tree", body);
    }
  }

  /// Each submits the next, on one front or the other.
  static void chain(Stage on, RandomGenerator random) {
    link(on, random.nextInt(1, 100), random.nextLong());
  }

  private static void link(Stage on, int left, long kinds) {
    Body body =
        () -> {
          if (left > 1) {
            link(on, left - 1, Long.rotateRight(kinds, 1));
          }
        };
    if ((kinds & 1) == 0) {
      on.plain("chain", body);
    } else {
      on.virtual("chain", body);
    }
  }

  static void inherited(Stage on, RandomGenerator random) {
    int children = random.nextInt(1, 20);
    on.virtual(
        "parent",
        () -> {
          for (int i = 0; i < children; i++) {
            int millis = i % 3;
            on.inherited("child", () -> Thread.sleep(millis));
          }
        });
  }

  /// One task submits so many that its worker's ring is full.
  static void overflow(Stage on, RandomGenerator random) {
    boolean plain = random.nextBoolean();
    Body body =
        () -> {
          for (int i = 0; i < MORE_THAN_A_RING_HOLDS && !on.endHasBegun(); i++) {
            if (plain) {
              on.plain("overflow", () -> {});
            } else {
              on.virtual("overflow", () -> {});
            }
          }
        };
    on.plain("overflowing", body);
  }

  /// One task after the other, with pauses in which workers fall asleep, and in some the balancer
  /// as well: nobody but the submitter is left then to see that there is work. Others may submit
  /// meanwhile, or nobody, and a wake-up that is lost is not made good by the next one.
  static void oneByOne(Stage on, RandomGenerator random) {
    boolean longPauses = random.nextBoolean();
    long most = longPauses ? 40_000_000 : 40_000;
    for (int i = random.nextInt(1, longPauses ? 8 : 100); i > 0 && !on.endHasBegun(); i--) {
      LockSupport.parkNanos(random.nextLong(most));
      Entry entry = on.plain("one by one", () -> {});
      while (!entry.isSettled() && !on.endHasBegun()) {
        LockSupport.parkNanos(1_000);
      }
    }
  }

  /// Up to 20 microseconds of it, mostly none.
  private static Body work(RandomGenerator random) {
    int micros = random.nextInt(4) == 0 ? random.nextInt(20) : 0;
    return () -> Obstacles.spin(micros * 1_000L);
  }
}

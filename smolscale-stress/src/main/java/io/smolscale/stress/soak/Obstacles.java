package io.smolscale.stress.soak;

import io.smolscale.Smolscale;
import io.smolscale.stress.soak.Entry.Body;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/// Tasks that do not leave their worker, with others behind them.
final class Obstacles {
  private Obstacles() {}

  /// Burns the processor.
  static void spin(long nanos) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < nanos) {
      Thread.onSpinWait();
    }
  }

  static void hog(Stage on, RandomGenerator random) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(1, 50));
    anyhow(on, random, "hog", () -> spin(nanos));
  }

  /// Sleeps where a virtual thread cannot unmount.
  static void pin(Stage on, RandomGenerator random) {
    long nanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(1, 20));
    Pin pin = new Pin(() -> LockSupport.parkNanos(nanos));
    anyhow(on, random, "pin", pin::enter);
    if (random.nextBoolean()) {
      anyhow(on, random, "second at a pin", pin::enter);
    }
  }

  /// Pinned threads, and the one that lets them go waits behind them.
  static void pinUntilReleased(Stage on, RandomGenerator random) {
    int pinned = random.nextInt(1, 3);
    if (!on.mayStick(pinned)) {
      return;
    }
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger left = new AtomicInteger(pinned);
    Pin pin = new Pin(() -> await(release));
    List<Body> bodies = new ArrayList<>();
    for (int i = 0; i < pinned; i++) {
      bodies.add(() -> {
        pin.enter();
        if (left.decrementAndGet() == 0) {
          on.unstick(pinned);
        }
      });
    }
    bodies.add(release::countDown);
    boolean started =
        random.nextBoolean()
            ? !on.group("pin until released", bodies).isEmpty()
            : on.virtual(
                    "parent of pins",
                    () -> bodies.forEach(body -> on.inherited("inherited pin", body)))
                != null;
    if (!started) {
      on.unstick(pinned);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts a pinned thread", e);
    }
  }

  /// A plain task that sleeps.
  static void blockedWorker(Stage on, RandomGenerator random) {
    int millis = random.nextInt(1, 20);
    on.plain("blocked worker", () -> Thread.sleep(millis));
  }

  /// Blocking file I/O.
  static void file(Stage on, RandomGenerator random) {
    byte[] bytes = new byte[random.nextInt(1, 100_000)];
    anyhow(on, random, "file", () -> writeAndRead(on, bytes));
  }

  private static void writeAndRead(Stage on, byte[] bytes) throws IOException {
    Path file = Files.createTempFile("smolscale-soak-", ".bin");
    try {
      Files.write(file, bytes);
      if (Files.readAllBytes(file).length != bytes.length) {
        on.ledger().complain("a file of " + bytes.length + " bytes came back shorter");
      }
    } catch (ClosedByInterruptException _) {
      // stopped by shutdownNow
    } finally {
      Files.delete(file);
    }
  }

  /// From a task into the global scheduler and back.
  static void blockOn(Stage on, RandomGenerator random) {
    int millis = random.nextInt(3);
    anyhow(
        on,
        random,
        "block-on",
        () -> {
          int back =
              Smolscale.blockOn(() -> {
                Thread.sleep(millis);
                return millis;
              });
          if (back != millis) {
            on.ledger().complain("blockOn gave " + back + " and not " + millis);
          }
        });
  }

  /// As a plain task or in a virtual thread, mostly with others right behind it.
  private static void anyhow(Stage on, RandomGenerator random, String kind, Body obstacle) {
    int plain = random.nextInt(10);
    int virtual = random.nextInt(10);
    Body body =
        () -> {
          for (int i = 0; i < plain; i++) {
            on.plain("behind a " + kind, () -> {});
          }
          for (int i = 0; i < virtual; i++) {
            on.virtual("behind a " + kind, () -> {});
          }
          obstacle.run();
        };
    if (random.nextBoolean()) {
      on.plain(kind, body);
    } else {
      on.virtual(kind, body);
    }
  }
}

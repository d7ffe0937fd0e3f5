package io.smolscale.stress.soak;

import io.smolscale.stress.soak.Entry.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Threads that wake each other.
final class Messages {
  private Messages() {}

  /// A number goes round, and everybody adds one.
  static void ring(Stage on, RandomGenerator random) {
    int members = random.nextInt(2, 40);
    int laps = random.nextInt(1, 50);
    int type = random.nextInt(3);
    List<BlockingQueue<Integer>> queues =
        Stream.generate(() -> Messages.<Integer>queue(type)).limit(members).toList();
    List<Body> bodies = new ArrayList<>();
    bodies.add(() -> {
      int token = 0;
      for (int lap = 0; lap < laps; lap++) {
        queues.get(1).put(token + 1);
        token = queues.get(0).take();
      }
      if (token != laps * members) {
        on.ledger().complain("a ring counted " + token + " and not " + laps * members);
      }
    });
    for (int i = 1; i < members; i++) {
      BlockingQueue<Integer> in = queues.get(i);
      BlockingQueue<Integer> out = queues.get((i + 1) % members);
      bodies.add(() -> {
        for (int lap = 0; lap < laps; lap++) {
          out.put(in.take() + 1);
        }
      });
    }
    on.group("ring", bodies);
  }

  private static <T> BlockingQueue<T> queue(int type) {
    return switch (type) {
      case 0 -> new ArrayBlockingQueue<>(1);
      case 1 -> new SynchronousQueue<>();
      default -> new LinkedTransferQueue<>();
    };
  }

  /// A timer set and cancelled for each message that is waited for.
  static void polls(Stage on, RandomGenerator random) {
    int messages = random.nextInt(1, 200);
    int burst = random.nextInt(1, 10);
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    Body sender =
        () -> {
          for (int i = 0; i < messages; i++) {
            queue.put(i);
            if (i % burst == 0) {
              Yield.now();
            }
          }
        };
    Body receiver =
        () -> {
          for (int i = 0; i < messages; i++) {
            Integer got = queue.poll(1, TimeUnit.HOURS);
            if (got == null || got != i) {
              on.ledger().complain("message " + i + " came as " + got);
              return;
            }
          }
        };
    on.group("poll", List.of(receiver, sender));
  }

  /// Time-outs that race with wake-ups.
  static void pingPong(Stage on, RandomGenerator random) {
    int rounds = random.nextInt(1, 200);
    long nanos = random.nextLong(1, 60_000);
    Semaphore ping = new Semaphore(0);
    Semaphore pong = new Semaphore(1);
    on.group(
        "ping-pong", List.of(player(pong, ping, rounds, nanos), player(ping, pong, rounds, nanos)));
  }

  private static Body player(Semaphore in, Semaphore out, int rounds, long nanos) {
    return () -> {
      for (int i = 0; i < rounds; i++) {
        boolean mine = false;
        while (!mine) {
          mine = in.tryAcquire(nanos, TimeUnit.NANOSECONDS);
          if (!mine) {
            Yield.now(); // a time-out may be too short to park at all, and a crew of one has no
            // other
          }
        }
        out.release();
      }
    };
  }
}

package io.smolscale.bench.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// A ring of virtual threads that passes one token on and on: the machine below [Ring] and
/// [BesideYielders].
final class TokenRing {
  private final List<Line<Token>> queues = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicLong lapsDone = new AtomicLong();

  /// The message. A thread owns it between its `take` and its `put`, so a plain field is safe.
  static final class Token {
    private long hopsLeft;

    private Token(long hopsLeft) {
      this.hopsLeft = hopsLeft;
    }
  }

  /// Starts `size` threads and gives the first one a token that goes round `laps` times.
  TokenRing(int size, long laps, Supplier<Line<Token>> queue) throws InterruptedException {
    for (int i = 0; i < size; i++) {
      queues.add(queue.get());
    }
    for (int i = 0; i < size; i++) {
      final int place = i;
      threads.add(Threads.start(() -> passOn(place)));
    }
    queues.getFirst().put(new Token(size * laps));
  }

  /// Waits until the token has gone round as often as asked for.
  void join() throws InterruptedException {
    Threads.joinAll(threads);
  }

  /// As [#join], but gives up and returns false if no lap ends for as long as `patience`.
  boolean join(Duration patience) throws InterruptedException {
    long seen = 0;
    while (!threads.getLast().join(patience)) {
      final long now = lapsDone.get();
      if (now == seen) {
        return false;
      }
      seen = now;
    }
    return true;
  }

  // A token without hops left makes one lap more, which tells each thread to go; the last one keeps
  // it, for nobody would take it.
  private void passOn(int place) throws InterruptedException {
    final Line<Token> in = queues.get(place);
    final Line<Token> out = queues.get((place + 1) % queues.size());
    final boolean last = place == queues.size() - 1;
    boolean over = false;
    for (long laps = 0; !over; laps++) {
      final Token token = in.take();
      if (place == 0) {
        lapsDone.set(laps);
      }
      over = token.hopsLeft <= 0;
      token.hopsLeft--;
      if (!over || !last) {
        out.put(token);
      }
    }
  }
}

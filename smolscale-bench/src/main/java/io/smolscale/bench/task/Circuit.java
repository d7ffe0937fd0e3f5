package io.smolscale.bench.task;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Something that a round goes through: a driver starts it, and is called back when it is over.
///
/// The ancestor's seven benchmarks are seven circuits. Nothing in them blocks; who waits for a
/// message is a [Mailbox], and who waits for a task has left behind what to do afterwards.
public interface Circuit extends AutoCloseable {
  /// Starts a round; `home` is called once, on a thread of the pool, when it is over.
  void start(Runnable home);

  /// Ends what goes on between rounds.
  @Override
  default void close() {}

  /// One task that does nothing.
  static Circuit one(Pool pool) {
    return home -> pool.executor().execute(home);
  }

  /// So many tasks that do nothing; the last one is the way home.
  static Circuit many(Pool pool, int tasks) {
    return all(pool, tasks, _ -> {});
  }

  /// So many tasks that compute something; the last one is the way home.
  static Circuit computing(Pool pool, int tasks, LongConsumer work) {
    return all(pool, tasks, work);
  }

  /// So many tasks, each of which gives way to the others so often: it runs once more, at the end
  /// of the queue.
  static Circuit yields(Pool pool, int tasks, int yields) {
    return home -> {
      final AtomicInteger left = new AtomicInteger(tasks);
      for (int i = 0; i < tasks; i++) {
        new Yielder(pool.executor(), yields, () -> countDown(left, home)).run();
      }
    };
  }

  /// Somebody who answers.
  static Circuit echo(Pool pool) {
    return pool.mailbox(Runnable::run)::tell;
  }

  /// So many who answer, asked in turn.
  static Circuit fanOut(Pool pool, int receivers) {
    final List<Mailbox> mailboxes = new ArrayList<>();
    for (int i = 0; i < receivers; i++) {
      mailboxes.add(pool.mailbox(Runnable::run));
    }
    final AtomicLong round = new AtomicLong();
    return home -> mailboxes.get((int) (round.getAndIncrement() % receivers)).tell(home);
  }

  /// A chain that passes a message on; the last one answers.
  static Circuit chain(Pool pool, int length) {
    Mailbox next = pool.mailbox(Runnable::run);
    for (int i = 1; i < length; i++) {
      final Mailbox after = next;
      next = pool.mailbox(after::tell);
    }
    return next::tell;
  }

  /// The same beside tasks that give way all the time, and never end before the circuit does.
  static Circuit busyChain(Pool pool, int length, int yielders) {
    final BusyNeighbours neighbours = new BusyNeighbours(pool.executor(), yielders);
    final Circuit chain = chain(pool, length);
    return new Circuit() {
      @Override
      public void start(Runnable home) {
        chain.start(home);
      }

      @Override
      public void close() {
        neighbours.leave();
      }
    };
  }

  private static Circuit all(Pool pool, int tasks, LongConsumer work) {
    final Executor executor = pool.executor();
    return home -> {
      final AtomicInteger left = new AtomicInteger(tasks);
      for (int i = 0; i < tasks; i++) {
        final long number = i;
        executor.execute(() -> {
          work.accept(number);
          countDown(left, home);
        });
      }
    };
  }

  private static void countDown(AtomicInteger left, Runnable home) {
    if (left.decrementAndGet() == 0) {
      home.run();
    }
  }

  /// Runs so often, then once more for what comes after.
  final class Yielder implements Runnable {
    private final Executor executor;
    private final Runnable afterwards;

    // Each run happens before the next one, by the executor's own promise.
    private int left;

    private Yielder(Executor executor, int left, Runnable afterwards) {
      this.executor = executor;
      this.left = left;
      this.afterwards = afterwards;
    }

    @Override
    public void run() {
      if (left-- > 0) {
        executor.execute(this);
      } else {
        afterwards.run();
      }
    }
  }
}

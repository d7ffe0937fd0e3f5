package io.smolscale;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Numbered tasks by every way through the scheduler: starts, wake-ups, yields, timers, the inbox,
/// a ring that overflows, and rings that others take from. None is lost, none runs twice.
class ConservationStressTest {
  private static final int MANY = Effort.times(100_000); // more than a ring holds

  @RegisterExtension
  private final TestScheduler on =
      new TestScheduler(SchedulerConfig.DEFAULT.withName("count").withParallelism(4));

  @Test
  void oneThreadStartsMany() throws Exception {
    Tally tally = new Tally(MANY);
    on.run(() -> startMany(tally, 0));
    tally.awaitEachOnce();
  }

  @Test
  void oneTaskSubmitsMany() throws Exception {
    Tally tally = new Tally(MANY);
    on.callPlain(() -> {
      for (int i = 0; i < MANY; i++) {
        on.scheduler().execute(tally.task(i));
      }
      return 0;
    });
    tally.awaitEachOnce();
  }

  @Test
  void severalSubmitFromOutside() throws Exception {
    Tally tally = new Tally(4 * MANY);
    List<Thread> submitters = new ArrayList<>();
    for (int s = 0; s < 4; s++) {
      submitters.add(submitter(tally, s));
    }
    for (Thread submitter : submitters) {
      Eventually.ends(submitter);
    }
    tally.awaitEachOnce();
  }

  @Test
  void manyYield() throws Exception {
    Tally tally = new Tally(MANY);
    yieldMany(tally, 0);
    tally.awaitEachOnce();
  }

  @Test
  void manySleep() throws Exception {
    int threads = MANY / 10;
    Tally tally = new Tally(threads);
    for (int i = 0; i < threads; i++) {
      int number = i;
      on.start(() -> {
        Thread.sleep(number % 7);
        tally.mark(number);
      });
    }
    tally.awaitEachOnce();
  }

  @Test
  void messagesArePassedOn() throws Exception {
    Tally tally = new Tally(MANY);
    passOn(tally, 0);
    tally.awaitEachOnce();
  }

  /// All of it at once.
  @Test
  void everythingTogether() throws Exception {
    Tally tally = new Tally(5 * MANY);
    Thread outside = submitter(tally, 0);
    on.start(() -> startMany(tally, MANY));
    yieldMany(tally, 2 * MANY);
    passOn(tally, 3 * MANY);
    on.scheduler()
        .execute(() -> {
          for (int i = 4 * MANY; i < 5 * MANY; i++) {
            on.scheduler().execute(tally.task(i));
          }
        });
    Eventually.ends(outside);
    tally.awaitEachOnce();
  }

  private Thread submitter(Tally tally, int share) {
    return Thread.ofPlatform()
        .start(() -> {
          ThreadFactory threads = on.scheduler().virtualThreads();
          for (int i = share * MANY; i < (share + 1) * MANY; i++) {
            if (i % 8 == 0) {
              threads.newThread(tally.task(i)).start();
            } else {
              on.scheduler().execute(tally.task(i));
            }
          }
        });
  }

  private void startMany(Tally tally, int first) {
    ThreadFactory threads = on.scheduler().virtualThreads();
    for (int i = first; i < first + MANY; i++) {
      threads.newThread(tally.task(i)).start();
    }
  }

  private void yieldMany(Tally tally, int first) {
    int threads = MANY / 100;
    for (int t = 0; t < threads; t++) {
      int mine = first + t;
      on.start(() -> {
        for (int i = mine; i < first + MANY; i += threads) {
          tally.mark(i);
          Yield.now();
        }
      });
    }
  }

  private void passOn(Tally tally, int first) {
    int hops = 10;
    List<BlockingQueue<Integer>> queues = new ArrayList<>();
    for (int q = 0; q <= hops; q++) {
      queues.add(new LinkedBlockingQueue<>(100));
    }
    int messages = MANY / 10;
    on.start(() -> {
      for (int i = 0; i < messages; i++) {
        queues.getFirst().put(i);
      }
    });
    for (int hop = 0; hop < hops; hop++) {
      BlockingQueue<Integer> in = queues.get(hop);
      BlockingQueue<Integer> out = queues.get(hop + 1);
      int mine = first + hop * messages;
      boolean last = hop == hops - 1;
      on.start(() -> {
        for (int i = 0; i < messages; i++) {
          int message = in.take();
          tally.mark(mine + message);
          if (!last) {
            out.put(message);
          }
        }
      });
    }
  }
}

package io.smolscale.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.queue.Ring;
import io.smolscale.internal.queue.Slot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Numbered tasks go through rings, slots and inbox the way that workers, submitters and rescuers
/// send them, on real threads: each comes out once.
///
/// The rings are tiny, so that they are full, empty and wrapped all the time. It runs for two
/// seconds times `smolscale.effort`; for an hour: `./mvnw verify -pl smolscale-stress -am
/// -Dtest=QueuesStressTest -Dsurefire.failIfNoSpecifiedTests=false -Dsmolscale.effort=1800
/// -Dsmolscale.timeout.fork=7200`.
@Timeout(value = 7, unit = TimeUnit.DAYS) // a round that hangs fails by itself
class QueuesStressTest {
  private static final Duration TIME =
      Duration.ofSeconds(2).multipliedBy(Integer.getInteger("smolscale.effort", 1));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int OWNERS = 3;
  private static final int TASKS = 20_000; // a round, of each thread that makes tasks

  @Test
  void eachTaskComesOutOnce() throws InterruptedException {
    long end = System.nanoTime() + TIME.toNanos();
    do {
      new Round().play();
    } while (System.nanoTime() - end < 0);
  }

  /// One round: everybody starts with nothing, and ends when all tasks have run.
  private static final class Round {
    private final Inbox inbox = new Inbox();
    private final List<Owner> owners = new ArrayList<>();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final int all = TASKS * (OWNERS + 1);
    private final AtomicIntegerArray runs = new AtomicIntegerArray(all + 1);

    void play() throws InterruptedException {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < OWNERS; i++) {
        Owner owner = new Owner(i);
        owners.add(owner);
        threads.add(new Thread(owner, "owner-" + i));
      }
      threads.add(new Thread(this::submit, "submitter"));
      threads.add(new Thread(this::rescue, "rescuer"));
      threads.forEach(Thread::start);
      long end = System.nanoTime() + PATIENCE.toNanos();
      for (Thread thread : threads) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        assertThat(thread.isAlive())
            .as("%s hangs: %d of %d done, %s, %s", thread.getName(), done.get(), all, inbox, owners)
            .isFalse();
      }
      for (int number = 1; number <= all; number++) {
        assertThat(runs.get(number)).as("runs of task %d", number).isEqualTo(1);
      }
    }

    private Runnable make() {
      int number = made.incrementAndGet();
      return new Numbered(number);
    }

    private void run(@Nullable Runnable task) {
      if (task != null) {
        int number = Numbered.of(task); // 0, which nobody counts, if it was not whole
        runs.incrementAndGet(number);
        done.incrementAndGet();
      }
    }

    private void submit() {
      for (int i = 0; i < TASKS; i++) {
        inbox.add(make());
        if (inbox.size() > 64) {
          LockSupport.parkNanos(10_000); // or the owners would find everything there
        }
      }
    }

    private void rescue() {
      while (done.get() < all) {
        Owner owner = owners.get(ThreadLocalRandom.current().nextInt(OWNERS));
        for (Runnable task : new @Nullable Runnable[] {owner.ring.take(), owner.slot.take()}) {
          if (task != null) {
            inbox.add(task);
          }
        }
        Thread.onSpinWait();
      }
    }

    /// What a worker does, in any order.
    private final class Owner implements Runnable {
      private final int index;
      private final Ring ring = new Ring(1, 4);
      private final Slot slot = new Slot();
      private int toMake = TASKS;

      Owner(int index) {
        this.index = index;
      }

      @Override
      public void run() {
        while (done.get() < all) {
          switch (ThreadLocalRandom.current().nextInt(8)) {
            case 0, 1, 2 -> {
              if (toMake > 0) {
                toMake--;
                push(make());
              }
            }
            case 3 -> {
              if (toMake > 0) {
                toMake--;
                Runnable out = slot.put(make());
                if (out != null) {
                  push(out);
                }
              }
            }
            case 4 -> Round.this.run(slot.take());
            case 5 -> Round.this.run(inbox.poll());
            case 6 -> owners.get((index + 1) % OWNERS).ring.moveHalfTo(ring);
            default -> {
              Round.this.run(ring.pop());
              ring.tidy();
            }
          }
        }
      }

      private void push(Runnable task) {
        if (ring.push(task) < 0) {
          inbox.add(task);
        }
      }

      @Override
      public String toString() {
        return ring + (slot.isEmpty() ? "" : " and slot");
      }
    }
  }
}

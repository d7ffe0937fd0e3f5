package io.smolscale.bench.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that we let pools do, at a small scale, on each of them.
class PoolTest {
  private static final int ROUNDS = 20;
  private static final Map<String, Pool> POOLS = new ConcurrentHashMap<>();

  private static final Map<String, Function<Pool, Circuit>> CIRCUITS =
      Map.of(
          "one", Circuit::one,
          "many", pool -> Circuit.many(pool, 100),
          "yields", pool -> Circuit.yields(pool, 10, 10),
          "echo", Circuit::echo,
          "fan-out", pool -> Circuit.fanOut(pool, 10),
          "chain", pool -> Circuit.chain(pool, 10));

  @ParameterizedTest
  @ValueSource(strings = {"fork-join", "thread-pool", "smolscale", "kotlin", "pekko", "reactor"})
  void eachRoundComesHome(String name) throws InterruptedException {
    final Pool pool = POOLS.computeIfAbsent(name, Pool::named);
    for (final Map.Entry<String, Function<Pool, Circuit>> entry : CIRCUITS.entrySet()) {
      try (Circuit circuit = entry.getValue().apply(pool)) {
        assertThat(Rounds.inside(circuit, pool.executor(), ROUNDS))
            .as(entry.getKey() + ", from inside")
            .isTrue();
        assertThat(Rounds.outside(circuit, ROUNDS)).as(entry.getKey() + ", from outside").isTrue();
      }
    }
  }

  /// Not on a `ForkJoinPool`, Pekko's included: there a worker whose own queue is never empty does
  /// not look at what comes from outside, and the first message is never sent.
  @ParameterizedTest
  @ValueSource(strings = {"thread-pool", "smolscale", "kotlin", "reactor"})
  void aMessageGetsPastThoseWhoNeverEnd(String name) throws InterruptedException {
    final Pool pool = POOLS.computeIfAbsent(name, Pool::named);
    try (Circuit circuit = Circuit.busyChain(pool, 5, 10)) {
      assertThat(Rounds.inside(circuit, pool.executor(), ROUNDS)).isTrue();
      assertThat(Rounds.outside(circuit, ROUNDS)).isTrue();
    }
  }

  @Test
  void eachTaskOfACrowdRunsOnce() throws InterruptedException {
    final AtomicLong sum = new AtomicLong();
    final Pool pool = Pool.named("fork-join");
    final CountDownLatch home = new CountDownLatch(1);
    Circuit.computing(pool, 100, sum::addAndGet).start(home::countDown);
    home.await();
    assertThat(sum).hasValue(99 * 100 / 2);
  }

  @Test
  void anActorHandlesOneMessageAtATime() throws InterruptedException {
    final int messages = 10_000;
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final CountDownLatch handled = new CountDownLatch(2 * messages);
    final Mailbox mailbox =
        Pool.named("fork-join")
            .mailbox(message -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              message.run();
              inside.decrementAndGet();
            });
    final Runnable tellMany =
        () -> {
          for (int i = 0; i < messages; i++) {
            mailbox.tell(handled::countDown);
          }
        };
    final Thread other = Thread.ofPlatform().start(tellMany);
    tellMany.run();
    other.join();
    handled.await();
    assertThat(most).hasValue(1);
  }
}

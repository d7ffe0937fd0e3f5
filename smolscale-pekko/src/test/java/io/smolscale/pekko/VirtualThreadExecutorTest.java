package io.smolscale.pekko;

import static io.smolscale.pekko.Systems.doer;
import static io.smolscale.pekko.Systems.eventually;
import static io.smolscale.pekko.Systems.tell;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;

/// Actors that block, each on a virtual thread.
@AlsoOnScala3
class VirtualThreadExecutorTest {
  private static final String BLOCKING = "smolscale.pekko.blocking-dispatcher";

  @Test
  void eachDispatchHasAVirtualThreadOnOurWorkersWithTheDispatchersName() throws Exception {
    ActorSystem system = Systems.start("virtual", "");
    try {
      ActorRef actor = system.actorOf(doer().withDispatcher(BLOCKING));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Thread thread = tell(actor, Thread::currentThread).join();
        assertThat(thread.isVirtual()).isTrue();
        assertThat(thread.getName()).isEqualTo("virtual-" + BLOCKING);
        assertThat(thread.getContextClassLoader())
            .isSameAs(Thread.currentThread().getContextClassLoader());
        threads.add(thread);
      }
      assertThat(threads).doesNotHaveDuplicates();
      assertThat(tell(actor, () -> Thread.currentThread().toString()).join())
          .contains("@smolscale-");
      assertThat(SmolscaleDispatchers.of(system).get(BLOCKING))
          .satisfies(stats -> {
            assertThat(stats.virtualThreads()).isTrue();
            assertThat(stats.ownScheduler()).isFalse();
          });
    } finally {
      Systems.end(system);
    }
  }

  @Test
  void ofItsOwnSchedulerIfItSaysSo() throws Exception {
    ActorSystem system =
        Systems.start(
            "virtual", BLOCKING + ".smolscale-executor { scheduler = own, parallelism = 1 }");
    try {
      ActorRef actor = system.actorOf(doer().withDispatcher(BLOCKING));
      assertThat(tell(actor, () -> Thread.currentThread().toString()).join())
          .contains("@virtual-" + BLOCKING + "-worker-");
    } finally {
      Systems.end(system);
    }
  }

  /// On one worker in all, a thousand wait, and who does not block is answered all the same.
  @Test
  void aThousandThatBlockStarveNobody() throws Exception {
    ActorSystem system =
        Systems.start(
            "virtual",
            BLOCKING + ".smolscale-executor { scheduler = own, parallelism = 1, max-threads = 1 }");
    try {
      CountDownLatch all = new CountDownLatch(1_000);
      CountDownLatch release = new CountDownLatch(1);
      List<CompletableFuture<Integer>> blocked = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        int number = i;
        blocked.add(
            tell(
                system.actorOf(doer().withDispatcher(BLOCKING)),
                () -> {
                  all.countDown();
                  release.await();
                  return number;
                }));
      }
      all.await(); // all of them at once, on one worker
      assertThat(inFlight(system)).isEqualTo(1_000);
      AtomicInteger answered = new AtomicInteger();
      ActorRef other = system.actorOf(doer().withDispatcher(BLOCKING));
      for (int i = 0; i < 100; i++) {
        tell(other, answered::incrementAndGet).join();
      }
      assertThat(answered).hasValue(100);
      assertThat(blocked).noneMatch(CompletableFuture::isDone);
      release.countDown();
      for (int i = 0; i < 1_000; i++) {
        assertThat(blocked.get(i).join()).isEqualTo(i);
      }
      eventually("nothing is in flight", () -> inFlight(system) == 0);
    } finally {
      Systems.end(system);
    }
  }

  private static long inFlight(ActorSystem system) {
    return Objects.requireNonNull(SmolscaleDispatchers.of(system).get(BLOCKING)).inFlight();
  }
}

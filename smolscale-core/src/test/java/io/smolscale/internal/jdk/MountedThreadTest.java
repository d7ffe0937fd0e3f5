package io.smolscale.internal.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// What a carrier runs, on carriers of the JDK's.
class MountedThreadTest {
  private final AtomicBoolean stop = new AtomicBoolean();
  private final CompletableFuture<Thread> carrier = new CompletableFuture<>();

  @Test
  void aThreadThatRunsIsOnItsCarrier() throws Exception {
    Thread thread = Thread.ofVirtual().start(this::spin);
    Thread its = Eventually.gives(carrier);
    assertThat(MountedThread.on(its)).isSameAs(thread);
    stop.set(true);
    Eventually.ends(thread);
    Eventually.holds("it has left", () -> MountedThread.on(its) != thread);
  }

  @Test
  void aThreadThatIsParkedIsOnNone() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              carrier.complete(Carrier.current());
              Eventually.opensUnchecked(release);
            });
    Thread its = Eventually.gives(carrier);
    Eventually.isIn(thread, Thread.State.TIMED_WAITING);
    Eventually.holds("it has left", () -> MountedThread.on(its) != thread);
    release.countDown();
    Eventually.ends(thread);
  }

  @Test
  void aPlatformThreadIsOnItself() {
    assertThat(MountedThread.on(Thread.currentThread())).isSameAs(Thread.currentThread());
  }

  @Test
  void whereTheJdkDoesNotTellItIsTheCarrier() throws Exception {
    Thread thread = Thread.ofVirtual().start(this::spin);
    Thread its = Eventually.gives(carrier);
    assertThat(MountedThread.on(new Seam.Refused<>("says the test"), its)).isSameAs(its);
    stop.set(true);
    Eventually.ends(thread);
  }

  private void spin() {
    carrier.complete(Carrier.current());
    while (!stop.get()) {
      Thread.onSpinWait();
    }
  }
}

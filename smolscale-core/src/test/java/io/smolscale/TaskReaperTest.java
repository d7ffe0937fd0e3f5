package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Closing;
import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future.State;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
class TaskReaperTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final TaskReaper reaper = new TaskReaper();
  private final CountDownLatch release = new CountDownLatch(1);
  private final Scheduler scheduler;

  TaskReaperTest(SchedulerKind kind) {
    scheduler = kind.make();
  }

  @AfterEach
  void close() {
    release.countDown();
    scheduler.close();
  }

  private Task<Integer> sleeper() {
    return scheduler.spawn(() -> {
      Thread.sleep(HOUR);
      return 0;
    });
  }

  @Test
  void aHundredThousandHalfOfThemFinished() throws Exception {
    int half = 50_000;
    List<WeakReference<byte[]>> memory = attachMany(half);
    Eventually.holds("the finished ones have dropped out", () -> reaper.size() == half);
    assertThat(scheduler.stats().activeTasks()).isEqualTo(half);
    reaper.close();
    assertThat(reaper.size()).isZero();
    assertThat(scheduler.stats().activeTasks()).isZero();
    Eventually.holds(
        "the memory is back",
        () -> {
          System.gc();
          return memory.stream().allMatch(reference -> reference.get() == null);
        });
  }

  /// Attaches `half` that end when they like and `half` that do not; each has some memory.
  private List<WeakReference<byte[]>> attachMany(int half) {
    List<WeakReference<byte[]>> memory = new ArrayList<>();
    for (int i = 0; i < 2 * half; i++) {
      byte[] bytes = new byte[100];
      boolean stays = i % 2 == 0;
      memory.add(new WeakReference<>(bytes));
      reaper.attach(
          scheduler.spawn(() -> {
            if (stays) {
              release.await();
            }
            return bytes;
          }));
    }
    return memory;
  }

  @Test
  void millionsPassThrough() throws Exception {
    int tasks = Effort.times(200_000);
    for (int i = 0; i < tasks; i++) {
      Task<Integer> task = reaper.attach(scheduler.spawn(() -> 42));
      if (i % 1_000 == 0) {
        task.join();
      }
    }
    Eventually.holds("all have dropped out", () -> reaper.size() == 0);
    reaper.close();
  }

  @Test
  void attachGivesTheTask() throws Exception {
    Task<Integer> task = scheduler.spawn(() -> 42);
    assertThat(reaper.attach(task)).isSameAs(task);
    assertThat(task.join()).isEqualTo(42);
    assertThat(reaper.attach(task)).as("one that has ended").isSameAs(task);
    Eventually.holds("it has dropped out", () -> reaper.size() == 0);
    reaper.close();
    assertThat(task.join()).isEqualTo(42);
  }

  @Test
  void aTaskThatFailsDropsOut() throws Exception {
    Task<Integer> task =
        reaper.attach(
            scheduler.spawn(() -> {
              throw new IllegalStateException("says the test");
            }));
    assertThatThrownBy(task::join).isInstanceOf(ExecutionException.class);
    Eventually.holds("it has dropped out", () -> reaper.size() == 0);
  }

  @Test
  void aTaskThatIsAttachedTwiceIsHeldOnce() {
    Task<Integer> task = sleeper();
    reaper.attach(task);
    reaper.attach(task);
    assertThat(reaper.size()).isEqualTo(1);
    assertThat(reaper.toString()).isEqualTo("TaskReaper[1 tasks]");
    task.cancel();
    assertThat(reaper.size()).isZero();
  }

  @Test
  void aTaskThatIsCancelledIsHeldUntilItHasStopped() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    Task<Integer> stubborn = stubborn(began);
    reaper.attach(stubborn);
    Eventually.opens(began);
    Thread canceller = Thread.ofPlatform().start(stubborn::cancel);
    Eventually.holds("it is cancelled", () -> stubborn.state() == State.CANCELLED);
    assertThat(reaper.size()).isEqualTo(1);
    Thread closer = Thread.ofPlatform().start(reaper::close);
    Eventually.isIn(closer, Thread.State.WAITING);
    release.countDown();
    Eventually.ends(closer);
    Eventually.ends(canceller);
    assertThat(stubborn.thread().isAlive()).isFalse();
    assertThat(reaper.size()).isZero();
  }

  private Task<Integer> stubborn(CountDownLatch began) {
    return scheduler.spawn(() -> {
      began.countDown();
      while (true) {
        try {
          release.await();
          return 0;
        } catch (InterruptedException _) {
          // does not care
        }
      }
    });
  }

  @Test
  void aDetachedOneIsCancelledTooAndOneThatHasNotBegunNeverDoes() throws Exception {
    Task<Integer> detached = sleeper();
    detached.detach();
    reaper.attach(detached);
    AtomicBoolean ran = new AtomicBoolean();
    try (Scheduler single = SchedulerKind.BALANCED.make(SchedulerConfig.SINGLE_THREAD)) {
      CountDownLatch began = new CountDownLatch(1);
      single.execute(() -> {
        began.countDown();
        Eventually.opensUnchecked(release);
      });
      Eventually.opens(began); // the only worker is taken
      Task<?> late = single.spawn(() -> ran.set(true));
      reaper.attach(late);
      Thread closer = Thread.ofPlatform().start(reaper::close);
      Eventually.holds("it is cancelled", () -> late.state() == State.CANCELLED);
      assertThat(reaper.size()).isPositive();
      release.countDown();
      Eventually.ends(closer);
      assertThat(reaper.size()).isZero();
    }
    assertThat(ran).isFalse();
    assertThat(detached.state()).isEqualTo(State.CANCELLED);
  }

  // ---- closed

  @Test
  void closingTwiceDoesNothing() {
    Task<Integer> task = reaper.attach(sleeper());
    reaper.close();
    reaper.close();
    assertThat(task.state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void aClosedOneCancelsWhatIsAttached() throws Exception {
    reaper.close();
    Task<Integer> task = sleeper();
    assertThatThrownBy(() -> reaper.attach(task))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(task.thread().isAlive()).isFalse();
    CountDownLatch handed = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Task<?>[] self = new Task<?>[1];
    self[0] =
        scheduler.spawn(() -> {
          Eventually.opensUnchecked(handed);
          assertThatThrownBy(() -> reaper.attach(self[0]))
              .isInstanceOf(IllegalStateException.class);
          interrupted.set(Thread.interrupted());
        });
    handed.countDown();
    Eventually.ends(self[0].thread());
    assertThat(interrupted).isTrue();
  }

  @Test
  void anAttachWhileTheReaperClosesLeavesNothingRunning() throws Exception {
    for (int i = 0; i < Effort.times(10); i++) {
      TaskReaper shortLived = new TaskReaper();
      Thread attacher =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (true) {
                    shortLived.attach(sleeper());
                  }
                } catch (IllegalStateException _) {
                  // it is closed
                }
              });
      Eventually.holds("it holds some", () -> shortLived.size() > 0);
      shortLived.close();
      Eventually.ends(attacher);
      assertThat(shortLived.size()).isZero();
      assertThat(scheduler.stats().activeTasks()).isZero();
    }
  }

  @Test
  void nobodyClosesTheReaperThatHoldsHim() throws Exception {
    CountDownLatch attached = new CountDownLatch(1);
    Task<?> other = reaper.attach(sleeper());
    Task<?> task =
        reaper.attach(
            scheduler.spawn(() -> {
              Eventually.opens(attached);
              reaper.close();
              return 0;
            }));
    attached.countDown();
    assertThatThrownBy(task::join)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("by itself");
    assertThat(other.state()).as("nothing has been cancelled").isEqualTo(State.RUNNING);
    reaper.close();
  }

  @Test
  void anInterruptDoesNotEndTheWaitOfClose() throws Exception {
    CountDownLatch began = new CountDownLatch(1);
    reaper.attach(stubborn(began));
    Eventually.opens(began);
    Closing.outlastsAnInterrupt(reaper::close, release);
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertThatThrownBy(() -> reaper.attach(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("task");
  }
}

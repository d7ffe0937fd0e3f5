package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A task that is over is not held by whoever ran it, even where nothing runs after it: with it
/// would stay all that it knows, the class loader of an application that was undeployed, say.
///
/// Each test does it a few times and then so often that what runs it is compiled. `CollectionIT`
/// does it in the interpreter alone.
@AlsoUnderAgent
class KeepsNothingTest {
  private static final int[] TIMES = {1, 20_000};

  /// How many of thousands of exceptions the VM itself may hold on to, while it compiles what
  /// throws them: some in the middle, to which no path in a heap dump leads. We would hold the last
  /// one, or all.
  private static final int HELD_BY_THE_VM = 10;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void aPlainTaskThatIsOverIsCollected() throws Exception {
    forEach(times -> repeat(times, _ -> plain(new Payload())));
  }

  @Test
  void aPlainTaskThatThrewIsCollected() throws Exception {
    repeat(1, _ -> plain(new Throwing()));
    areCollected(0, this::throwAnother);
    repeat(2_000, _ -> plain(new Throwing()));
    areCollected(HELD_BY_THE_VM, this::throwAnother);
  }

  @Test
  void aVirtualThreadThatHasEndedIsCollected() throws Exception {
    forEach(times -> repeat(times, _ -> virtual(() -> {})));
  }

  @Test
  void aVirtualThreadThatWasWokenBeforeItsTimeIsCollected() throws Exception {
    forEach(times ->
        repeat(
            Math.min(times, 2_000),
            _ -> {
              Object payload = new Payload();
              CountDownLatch parks = new CountDownLatch(1);
              Thread thread =
                  on.threads()
                      .newThread(() -> {
                        parks.countDown();
                        LockSupport.parkNanos(payload, Long.MAX_VALUE);
                      });
              thread.start();
              Eventually.opensUnchecked(parks);
              LockSupport.unpark(thread);
              join(thread);
              references.add(new WeakReference<>(thread));
              references.add(new WeakReference<>(payload));
            }));
  }

  /// They go through ring and slot, and to the other worker.
  @Test
  void tasksThatWereSubmittedFromWithinAreCollected() throws Exception {
    forEach(times -> {
      int many = Math.min(times, 5_000);
      CountDownLatch over = new CountDownLatch(2 * many);
      CountDownLatch submitted = new CountDownLatch(2);
      on.scheduler().execute(() -> submit(many, over, submitted));
      on.threads().newThread(() -> submit(many, over, submitted)).start();
      Eventually.opensUnchecked(submitted);
      Eventually.opensUnchecked(over);
    });
  }

  private void submit(int many, CountDownLatch over, CountDownLatch submitted) {
    List<WeakReference<?>> mine = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      Payload payload = new Payload();
      mine.add(new WeakReference<>(payload));
      Runnable body =
          () -> {
            payload.run();
            over.countDown();
          };
      if (i % 2 == 0) {
        on.scheduler().execute(body);
      } else {
        on.threads().newThread(body).start();
      }
    }
    synchronized (references) {
      references.addAll(mine);
    }
    submitted.countDown();
  }

  /// Both home workers are held up, so what comes runs on a spare.
  @Test
  void whatASpareRanIsCollectedWhileItSleeps() throws Exception {
    holdUp(
        () -> {},
        () -> {
          repeat(100, _ -> plain(new Payload()));
          repeat(100, _ -> virtual(() -> {}));
          areCollected();
        });
  }

  /// What was behind a worker that is stuck lies in its ring until it has run dry.
  @Test
  void whatWasTakenFromBehindAStuckWorkerIsCollectedWhenThatIsOver() throws Exception {
    CountDownLatch over = new CountDownLatch(200);
    holdUp(() -> submit(100, over, new CountDownLatch(1)), () -> Eventually.opensUnchecked(over));
    areCollected();
  }

  private void holdUp(Runnable before, TestScheduler.Body meanwhile) throws Exception {
    CountDownLatch held = new CountDownLatch(2);
    CountDownLatch release = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      on.scheduler()
          .execute(() -> {
            before.run();
            held.countDown();
            Eventually.opensUnchecked(release);
          });
    }
    Eventually.opens(held);
    try {
      meanwhile.run();
    } finally {
      release.countDown();
    }
  }

  // ---- what is done, and who knows of it

  private final List<WeakReference<?>> references = new ArrayList<>();

  private static class Payload implements Runnable {
    @Override
    public void run() {}
  }

  private static final class Throwing extends Payload {
    @Override
    public void run() {
      Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
      throw new Thrown(this);
    }
  }

  private static final class Thrown extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Object payload;

    Thrown(Object payload) {
      super("on purpose", null, false, false);
      this.payload = payload;
    }

    @Override
    public String getMessage() {
      return super.getMessage() + payload;
    }
  }

  private void plain(Payload payload) {
    CountDownLatch over = new CountDownLatch(1);
    on.scheduler()
        .execute(() -> {
          over.countDown();
          payload.run();
        });
    Eventually.opensUnchecked(over);
    synchronized (references) {
      references.add(new WeakReference<>(payload));
    }
  }

  /// Where code that C1 compiled catches an exception, the VM keeps it in a field of the thread
  /// (`JavaThread::_vm_result_oop`, to which no heap dump shows a path) until something else comes
  /// there, on every thread of every pool. This puts an exception that holds nothing in its place.
  private void throwAnother() {
    on.scheduler()
        .execute(() -> {
          Thread.currentThread().setUncaughtExceptionHandler((_, _) -> {});
          throw new Thrown("nothing");
        });
  }

  private void virtual(Runnable body) {
    Thread thread = on.threads().newThread(body);
    thread.start();
    join(thread);
    synchronized (references) {
      references.add(new WeakReference<>(thread));
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void repeat(int times, IntConsumer what) {
    for (int i = 0; i < times; i++) {
      what.accept(i);
    }
  }

  private void forEach(IntConsumer test) throws InterruptedException {
    for (int times : TIMES) {
      test.accept(times);
      areCollected();
    }
  }

  /// Nothing runs on the scheduler meanwhile.
  private void areCollected() throws InterruptedException {
    areCollected(0, () -> {});
  }

  private void areCollected(int allowed, Runnable meanwhile) throws InterruptedException {
    assertThat(references).isNotEmpty();
    WeakReference<?> last = references.getLast();
    Eventually.holds(
        "what is over is collected",
        () -> {
          meanwhile.run();
          System.gc();
          synchronized (references) {
            references.removeIf(reference -> reference.refersTo(null));
            return last.refersTo(null) && references.size() <= allowed;
          }
        });
  }
}

package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The number of home workers changes while the crew works. The processors are played.
class CrewSizeTest {
  private static final int MOST = 4;

  private final AtomicInteger processors = new AtomicInteger(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final List<Crew> crews = new ArrayList<>();

  private Crew crew(int homes, int maxWorkers, boolean follows, boolean limited) {
    Crew crew =
        new Crew(
            new Parts(
                Jdk25.VM,
                "size",
                homes,
                maxWorkers,
                null,
                () -> 0,
                new Parts.Size(follows, limited, this::count)));
    crews.add(crew);
    return crew;
  }

  private int count() {
    asked.incrementAndGet();
    return processors.get();
  }

  @AfterEach
  void close() throws Exception {
    stop.set(true);
    for (Crew crew : crews) {
      crew.close();
      Eventually.opens(crew.ended());
      Eventually.holds("all have left", () -> crew.figures().size() == 0);
    }
  }

  /// Somebody is awake until the end of the test.
  private void keepAwake(Crew crew) {
    Jdk25.VM
        .threads(crew.host())
        .orThrow()
        .newThread(() -> {
          while (!stop.get()) {
            pause(1);
          }
        })
        .start();
  }

  private static void pause(int millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException _) {
      throw new AssertionError();
    }
  }

  /// Has so many tasks run at once, for which there must be as many workers.
  private static void bring(Crew crew, int workers) throws InterruptedException {
    CountDownLatch together = new CountDownLatch(workers);
    for (int i = 0; i < workers; i++) {
      crew.execute(new PlainTask(() -> meet(together)));
    }
    Eventually.opens(together);
  }

  private static void meet(CountDownLatch all) {
    all.countDown();
    Eventually.opensUnchecked(all);
  }

  // ---- following

  @Test
  void moreProcessorsMakeMoreHomeWorkers() throws Exception {
    Crew crew = crew(1, MOST, true, true);
    keepAwake(crew);
    processors.set(MOST);
    Eventually.holds("it follows", () -> crew.figures().parallelism() == MOST);
    bring(crew, MOST);
    assertThat(crew.spares()).as("they are home workers").isZero();
  }

  @Test
  void fewerProcessorsLeaveFewerThreads() throws Exception {
    processors.set(MOST);
    Crew crew = crew(MOST, MOST + 256, true, false);
    keepAwake(crew);
    bring(crew, MOST);
    assertThat(crew.figures().size()).isEqualTo(MOST);
    long before = crew.totals().tasks();
    processors.set(1);
    Eventually.holds("it follows", () -> crew.figures().parallelism() == 1);
    Eventually.holds("the others have left", () -> crew.figures().size() == 1);
    assertThat(crew.spares()).isZero();
    assertThat(crew.totals().tasks()).as("what they did is not forgotten").isGreaterThan(before);
    processors.set(2);
    Eventually.holds("it follows again", () -> crew.figures().parallelism() == 2);
    bring(crew, 2);
    Eventually.holds("one has come back", () -> crew.figures().size() == 2);
    assertThat(crew.threads()).extracting(Thread::getName).contains("size-worker-1");
  }

  @Test
  void theLimitOfThreadsHoldsForThoseThatFollow() throws Exception {
    Crew crew = crew(1, 2, true, true);
    keepAwake(crew);
    processors.set(MOST);
    Eventually.holds("it follows", () -> crew.figures().parallelism() == 2);
    bring(crew, 2);
    assertThat(crew.figures().size()).isEqualTo(2);
    assertThat(crew.roster.mayGrow()).isFalse();
  }

  @Test
  void aNumberOfItsOwnStays() throws Exception {
    Crew crew = crew(2, MOST, false, true);
    keepAwake(crew);
    processors.set(MOST);
    int before = asked.get();
    Eventually.holds("they have been looked at", () -> asked.get() > before + 1);
    assertThat(crew.figures().parallelism()).isEqualTo(2);
    bring(crew, 2);
    assertThat(crew.figures().size()).isEqualTo(2);
  }

  @Test
  void nobodyAsksForTheProcessorsWhileAllSleep() throws Exception {
    Crew crew = crew(1, MOST, true, true);
    CountDownLatch done = new CountDownLatch(1);
    crew.execute(new PlainTask(done::countDown));
    Eventually.opens(done);
    Eventually.holds("it sleeps", () -> crew.awake() == 0);
    pause(100); // for the balancer to rest
    int before = asked.get();
    pause(2_500);
    assertThat(asked.get()).isLessThanOrEqualTo(before + 1); // it may have been about to
  }

  @Test
  void theLogSaysSo() throws Exception {
    BlockingQueue<LogRecord> log = new LinkedBlockingQueue<>();
    Logger logger = Logger.getLogger("io.smolscale");
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            log.add(line);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    try {
      Crew crew = crew(1, MOST, true, true);
      keepAwake(crew);
      processors.set(3);
      LogRecord line = log.poll(60, TimeUnit.SECONDS);
      assertThat(line).isNotNull();
      assertThat(line.getLevel()).isEqualTo(java.util.logging.Level.INFO);
      assertThat(line.getMessage())
          .isEqualTo("the parallelism of size is 3 now, and was 1: the JVM sees 3 processors");
      crew.host().setParallelism(2);
      line = log.poll(60, TimeUnit.SECONDS);
      assertThat(line).isNotNull();
      assertThat(line.getMessage())
          .isEqualTo("the parallelism of size is 2 now, and was 3, as somebody has set it");
    } finally {
      logger.removeHandler(handler);
    }
  }

  // ---- setting it

  @Test
  void aNumberThatIsSetStays() throws Exception {
    Crew crew = crew(1, MOST + 256, true, false);
    assertThat(crew.host().setParallelism(3)).isEqualTo(1);
    assertThat(crew.figures().parallelism()).isEqualTo(3);
    processors.set(MOST);
    keepAwake(crew);
    int before = asked.get();
    Eventually.holds("they have been looked at", () -> asked.get() > before + 1);
    assertThat(crew.figures().parallelism()).isEqualTo(3);
    bring(crew, 3);
    assertThat(crew.figures().size()).isEqualTo(3);
    assertThat(crew.spares()).isZero();
    assertThat(crew.host().setParallelism(1)).isEqualTo(3);
    Eventually.holds("the others have left", () -> crew.figures().size() == 1);
  }

  @Test
  void aNumberThatIsSetWhileAllSleepCounts() throws Exception {
    Crew crew = crew(1, 1 + 256, false, false);
    CountDownLatch done = new CountDownLatch(1);
    crew.execute(new PlainTask(done::countDown));
    Eventually.opens(done);
    for (int round = 0; round < 20; round++) {
      pause(round * 5); // the balancer is anywhere between awake and at rest
      int size = 2 + round % 2;
      crew.host().setParallelism(size);
      Eventually.holds("there may be as many", () -> crew.roster.levelledTo() == size);
      bring(crew, size);
    }
  }

  @Test
  void aNumberBeyondTheLimitWinsOverIt() throws Exception {
    Crew crew = crew(1, 2, true, true);
    crew.host().setParallelism(MOST);
    keepAwake(crew);
    bring(crew, MOST);
    assertThat(crew.figures().size()).isEqualTo(MOST);
  }

  @Test
  void aSingleThreadStays() {
    Crew crew = crew(1, 1, true, true);
    assertThat(crew.host().setParallelism(1)).isEqualTo(1);
    assertThatThrownBy(() -> crew.host().setParallelism(2))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("single thread");
    assertThat(crew.figures().parallelism()).isEqualTo(1);
  }

  // ---- nothing is lost

  @Test
  @SuppressWarnings("FutureReturnValueIgnored") // it fires
  void theTimersOfAWorkerThatGoesAreKept() throws Exception {
    Crew crew = crew(MOST, MOST, false, true);
    CountDownLatch together = new CountDownLatch(MOST);
    CountDownLatch fired = new CountDownLatch(MOST);
    List<Future<?>> later = new ArrayList<>();
    List<Worker> on = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      crew.execute(
          new PlainTask(() -> {
            meet(together); // so that each worker has one
            synchronized (later) {
              on.add(crew.currentWorker());
              crew.host().schedule(fired::countDown, TimeUnit.SECONDS.toNanos(6));
              later.add(crew.host().schedule(() -> {}, TimeUnit.HOURS.toNanos(1)));
            }
          }));
    }
    Eventually.holds("all have timers", () -> size(later) == MOST);
    assertThat(on).doesNotHaveDuplicates();
    crew.host().setParallelism(1);
    Eventually.holds("the others have left", () -> crew.figures().size() == 1);
    Worker first = crew.roster.workers()[0];
    Eventually.opens(fired);
    assertThat(first.dispatch.timers.size()).isEqualTo(MOST);
    for (Future<?> timer : later) {
      assertThat(timer.isDone()).isFalse();
      assertThat(timer.cancel(false)).isTrue();
      assertThat(timer.isDone()).isTrue();
      assertThat(timer.cancel(false)).isFalse();
    }
    assertThat(first.dispatch.timers.size()).isZero();
  }

  private static int size(List<?> list) {
    synchronized (list) {
      return list.size();
    }
  }

  @Test
  void whatWaitsBehindAStuckWorkerThatMustGoIsServed() throws Exception {
    Crew crew = crew(2, 3, false, true);
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch stuck = new CountDownLatch(2);
    CountDownLatch behind = new CountDownLatch(20);
    for (int i = 0; i < 2; i++) {
      crew.execute(
          new PlainTask(() -> {
            stuck.countDown();
            for (int k = 0; k < 10; k++) {
              crew.execute(new PlainTask(behind::countDown));
            }
            Eventually.opensUnchecked(hold);
          }));
    }
    Eventually.opens(stuck);
    crew.host().setParallelism(1);
    Eventually.opens(behind);
    hold.countDown();
    Eventually.holds("one is left", () -> crew.figures().size() == 1);
  }

  /// Sizes change ten times as fast as anybody could hand over, while threads sleep, yield, and
  /// pass messages; and what came from outside waits with them.
  @Test
  void nothingIsLostWhileTheNumberGoesUpAndDown() throws Exception {
    Crew crew = crew(2, 2 + 256, false, false);
    ThreadFactory threads = Jdk25.VM.threads(crew.host()).orThrow();
    SplittableRandom random = new SplittableRandom(7);
    AtomicBoolean done = new AtomicBoolean();
    Thread changer =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                crew.host().setParallelism(1 + random.nextInt(MOST));
                pause(random.nextInt(4) == 0 ? 150 : 3);
              }
            });
    long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
    List<Thread> all = new ArrayList<>();
    AtomicInteger rounds = new AtomicInteger();
    for (int i = 0; i < 40; i++) {
      BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
      BlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
      all.add(
          threads.newThread(() -> {
            int n = 0;
            try {
              for (; System.nanoTime() < end; n++) {
                there.put(n);
                assertThat(back.take()).isEqualTo(n);
                if (n % 16 == 0) {
                  Thread.sleep(Duration.ofNanos(200_000L * (1 + n % 7)));
                }
              }
              there.put(-1);
            } catch (InterruptedException _) {
              return;
            }
            rounds.addAndGet(n);
          }));
      all.add(
          threads.newThread(() -> {
            try {
              for (int n = there.take(); n >= 0; n = there.take()) {
                if (n % 5 == 0) {
                  Yield.now();
                }
                back.put(n);
              }
            } catch (InterruptedException _) {
              Thread.currentThread().interrupt();
            }
          }));
    }
    all.forEach(Thread::start);
    AtomicInteger outside = new AtomicInteger();
    int submitted = 0;
    while (System.nanoTime() < end) {
      crew.execute(new PlainTask(outside::incrementAndGet));
      submitted++;
      if (submitted % 50 == 0) {
        pause(1);
      }
    }
    for (Thread thread : all) {
      Eventually.ends(thread);
    }
    int expected = submitted;
    Eventually.holds("all from outside have run", () -> outside.get() == expected);
    assertThat(rounds.get()).isPositive();
    done.set(true);
    Eventually.ends(changer);
    crew.host().setParallelism(2);
    Eventually.holds("two are left", () -> crew.figures().size() <= 2 && crew.spares() == 0);
    assertThat(crew.roster.left()).isEqualTo(2 - crew.roster.workers().length);
  }
}

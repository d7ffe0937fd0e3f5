package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.smolscale.testkit.Eventually;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The count of virtual threads, against the JDK's own dump of them.
@AlsoUnderAgent
class ThreadCountsTest {
  private static final int EACH = 7;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean stop = new AtomicBoolean();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition condition = lock.newCondition();
  private final Object monitor = new Object();
  private final ArrayBlockingQueue<Integer> array = new ArrayBlockingQueue<>(1);
  private final LinkedTransferQueue<Integer> transfer = new LinkedTransferQueue<>();
  private final SynchronousQueue<Integer> hand = new SynchronousQueue<>();

  private List<Thread> start(TestScheduler.Body body) {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      threads.add(
          on.start(() -> {
            try {
              body.run();
            } catch (InterruptedException _) {
              // the test is over
            }
          }));
    }
    return threads;
  }

  /// Waits for an interrupt, for a reason of its own.
  private void untilInterrupted(TestScheduler.Body wait) throws Exception {
    while (!Thread.currentThread().isInterrupted()) {
      wait.run();
    }
  }

  @Test
  void eachReasonIsCountedAndAllOfThemAreThoseOfTheDump(@TempDir Path folder) throws Exception {
    ThreadCounts before = on.scheduler().threadCounts();
    assertThat(before.isKnown()).isTrue();
    assertThat(before.isComplete()).isTrue();
    List<Thread> all = new ArrayList<>();
    Map<ParkReason, Integer> expected = new EnumMap<>(ParkReason.class);
    lock.lock();
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      all.addAll(
          start(() -> {
            lock.lockInterruptibly();
            lock.unlock();
          }));
      expected.merge(ParkReason.LOCK, EACH, Integer::sum);
      all.addAll(start(() -> untilInterrupted(this::waitForMonitor)));
      all.addAll(start(release::await));
      expected.merge(ParkReason.CONDITION, 2 * EACH, Integer::sum);
      all.addAll(start(() -> Thread.sleep(Long.MAX_VALUE)));
      expected.merge(ParkReason.SLEEP, EACH, Integer::sum);
      all.addAll(start(array::take));
      all.addAll(start(transfer::take));
      all.addAll(start(hand::take));
      expected.merge(ParkReason.QUEUE, 3 * EACH, Integer::sum);
      all.addAll(start(() -> untilInterrupted(() -> LockSupport.parkNanos(Long.MAX_VALUE))));
      expected.merge(ParkReason.TIMER, EACH, Integer::sum);
      all.addAll(start(() -> untilInterrupted(LockSupport::park)));
      expected.merge(ParkReason.OTHER, EACH, Integer::sum);
      List<Socket> sockets = new ArrayList<>();
      for (int i = 0; i < EACH; i++) {
        sockets.add(new Socket(server.getInetAddress(), server.getLocalPort()));
      }
      List<Thread> readers = new ArrayList<>();
      for (Socket socket : sockets) {
        readers.add(on.start(() -> assertThat(socket.getInputStream().read()).isEqualTo(-1)));
      }
      expected.merge(ParkReason.SOCKET, EACH, Integer::sum);
      all.addAll(readers);
      for (Thread thread : all) {
        Eventually.holds(
            thread + " waits",
            () ->
                thread.getState() == Thread.State.WAITING
                    || thread.getState() == Thread.State.TIMED_WAITING);
      }
      int least = inDump(folder.resolve("before.json"));
      ThreadCounts counts = on.scheduler().threadCounts();
      int most = inDump(folder.resolve("after.json"));
      // The JDK has virtual threads of its own for sockets, where we do not wait for them.
      long pollers = counts.parked(ParkReason.SOCKET) - before.parked(ParkReason.SOCKET) - EACH;
      assertThat(pollers).as("%s", counts).isBetween(0L, 8L);
      expected.merge(ParkReason.SOCKET, (int) pollers, Integer::sum);
      expected.forEach((reason, number) ->
          assertThat(counts.parked(reason) - before.parked(reason))
              .as("%s in %s", reason, counts)
              .isEqualTo((long) number));
      assertThat(counts.live() - before.live()).isEqualTo(all.size() + pollers);
      if (!TestScheduler.ownsScheduler()) { // then the dump has no others
        assertThat(counts.live()).isBetween((long) Math.min(least, most), (long) most);
      }
      for (Socket socket : sockets) {
        socket.shutdownInput();
      }
      for (Thread reader : readers) {
        Eventually.ends(reader);
      }
      for (Socket socket : sockets) {
        socket.close();
      }
    } finally {
      lock.unlock();
      release.countDown();
      all.forEach(Thread::interrupt);
    }
    for (Thread thread : all) {
      Eventually.ends(thread);
    }
  }

  @SuppressWarnings("WaitNotInLoop") // its caller has the loop
  private void waitForMonitor() throws InterruptedException {
    synchronized (monitor) {
      monitor.wait();
    }
  }

  @Test
  @SuppressWarnings("WaitNotInLoop") // it waits for an interrupt alone
  void aConditionOfTheProgramsIsNoQueue() throws Exception {
    ThreadCounts before = on.scheduler().threadCounts();
    List<Thread> threads =
        start(() -> {
          lock.lock();
          try {
            condition.await();
          } finally {
            lock.unlock();
          }
        });
    for (Thread thread : threads) {
      Eventually.isIn(thread, Thread.State.WAITING);
    }
    Eventually.holds(
        "all wait for the condition",
        () ->
            on.scheduler().threadCounts().parked(ParkReason.CONDITION)
                == before.parked(ParkReason.CONDITION) + EACH);
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  @Test
  void threadsThatRunAndThreadsThatWaitForAWorkerAreCounted() throws Exception {
    ThreadCounts before = on.scheduler().threadCounts();
    int hogs = 2 * on.scheduler().stats().parallelism();
    CountDownLatch began = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < hogs; i++) {
      threads.add(
          on.start(() -> {
            began.countDown();
            while (!stop.get()) {
              Thread.onSpinWait();
            }
          }));
    }
    Eventually.opens(began);
    Eventually.holds(
        "each runs or can run",
        () -> {
          ThreadCounts now = on.scheduler().threadCounts();
          return now.running() >= 1
              && now.running() + now.runnable() - before.running() - before.runnable() == hogs;
        });
    stop.set(true);
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  @Test
  void manyMoreThanStacksAreLookedAtAreEstimated() throws Exception {
    int sleepers = 3_000;
    ThreadCounts before = on.scheduler().threadCounts();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < sleepers; i++) {
      threads.add(
          on.start(() -> {
            try {
              Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException _) {
              // the test is over
            }
          }));
    }
    for (Thread thread : threads) {
      Eventually.isIn(thread, Thread.State.TIMED_WAITING);
    }
    ThreadCounts counts = on.scheduler().threadCounts();
    assertThat(counts.stacksNeeded()).isGreaterThanOrEqualTo(sleepers);
    assertThat(counts.stacksLookedAt()).isEqualTo(200);
    assertThat(counts.live() - before.live()).isEqualTo(sleepers);
    assertThat(counts.parked(ParkReason.SLEEP)).isGreaterThan(sleepers * 9 / 10);
    assertThat(counts.describe()).contains("an estimate from 200 stacks of");
    threads.forEach(Thread::interrupt);
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  /// How many virtual threads the JDK's dump has.
  private static int inDump(Path file) throws IOException {
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
    try (var lines = Files.lines(file)) {
      return (int) lines.filter(line -> line.contains("\"virtual\": true")).count();
    }
  }

  @Test
  void threadsOfOthersAreNotCounted() throws Exception {
    if (TestScheduler.ownsScheduler()) {
      try (var others = Executors.newVirtualThreadPerTaskExecutor()) {
        CountDownLatch began = new CountDownLatch(1);
        others.execute(() -> {
          began.countDown();
          Eventually.opensUnchecked(release);
        });
        Eventually.opens(began);
        assertThat(on.scheduler().threadCounts().live()).isZero();
        release.countDown();
      }
    }
  }
}

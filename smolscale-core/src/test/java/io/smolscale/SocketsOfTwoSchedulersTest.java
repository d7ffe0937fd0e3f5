package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/// The workers of the global scheduler may wait for the sockets of all. Whether they do depends on
/// what the JVM opens to us; what a program sees must not.
@AlsoUnderAgent
class SocketsOfTwoSchedulersTest {
  private static final int ROUNDS = 20;

  /// The global one has nothing to do, and all its workers sleep.
  @Test
  void threadsOfAnotherOneAreWoken() throws Exception {
    Smolscale.spawn(() -> 1).join();
    try (Scheduler other = Scheduler.create(SchedulerConfig.DEFAULT.withName("other"))) {
      for (int i = 0; i < ROUNDS; i++) {
        readOn(other, i);
      }
    }
  }

  @Test
  void threadsOfEachAreWokenWhileTheOtherComesAndGoes() throws Exception {
    Smolscale.spawn(() -> 1).join();
    for (int i = 0; i < ROUNDS; i++) {
      try (Scheduler other = Scheduler.create(SchedulerConfig.DEFAULT.withName("other"))) {
        readOn(other, i);
        readOn(Smolscale.scheduler(), i);
      }
      readOn(Smolscale.scheduler(), i);
    }
  }

  /// Many at once, on two schedulers, and the workers of both have something to do.
  @Test
  void theyTalkToEachOther() throws Exception {
    List<Loopback.Pair> pairs = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    try (Scheduler other = Scheduler.create(SchedulerConfig.DEFAULT.withName("other"))) {
      for (int c = 0; c < ROUNDS; c++) {
        Loopback.Pair pair = Loopback.pair();
        pairs.add(pair);
        threads.add(start(Smolscale.scheduler(), () -> passOn(pair.one(), 0)));
        threads.add(start(other, () -> passOn(pair.other(), 1)));
      }
      for (Thread thread : threads) {
        Eventually.ends(thread);
      }
    }
    for (Loopback.Pair pair : pairs) {
      pair.close();
    }
  }

  private static void passOn(Socket socket, int first) throws Exception {
    for (int i = 0; i < ROUNDS; i++) {
      if (i % 2 == first) {
        socket.getOutputStream().write(i);
      } else {
        assertThat(socket.getInputStream().read()).isEqualTo(i);
      }
    }
  }

  private static void readOn(Scheduler scheduler, int value) throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      FutureTask<Integer> read = new FutureTask<>(() -> pair.one().getInputStream().read());
      Thread reader = scheduler.virtualThreads().newThread(read);
      reader.start();
      Eventually.isIn(reader, Thread.State.WAITING);
      pair.other().getOutputStream().write(value);
      Eventually.ends(reader);
      assertThat(read.get()).isEqualTo(value);
    }
  }

  private interface Body {
    void run() throws Exception;
  }

  private static Thread start(Scheduler scheduler, Body body) {
    Thread thread =
        scheduler
            .virtualThreads()
            .newThread(() -> {
              try {
                body.run();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }
}

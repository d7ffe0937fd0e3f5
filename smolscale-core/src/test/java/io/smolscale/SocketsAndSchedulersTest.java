package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Loopback;
import io.smolscale.testkit.Wakeups;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Sockets and the life of schedulers: one worker only, two schedulers, the end, and silence.
@AlsoUnderAgent
class SocketsAndSchedulersTest {
  private static final int MESSAGES = 200;
  private static final int WINDOWS = 10;

  @Test
  void oneWorkerIsEnough() throws Exception {
    try (Scheduler scheduler =
            Scheduler.create(SchedulerConfig.SINGLE_THREAD.withName("sockets1"));
        Loopback.Pair pair = Loopback.pair()) {
      Task<Integer> echo = scheduler.spawn(() -> echo(pair.other()));
      Task<Integer> talk = scheduler.spawn(() -> talk(pair.one()));
      assertThat(talk.join()).isEqualTo(MESSAGES);
      assertThat(echo.join()).isEqualTo(MESSAGES);
    }
  }

  @Test
  void twoSchedulersTalk() throws Exception {
    try (Scheduler one = make("sockets2");
        Scheduler other = make("sockets3");
        Loopback.Pair pair = Loopback.pair()) {
      Task<Integer> echo = other.spawn(() -> echo(pair.other()));
      assertThat(one.spawn(() -> talk(pair.one())).join()).isEqualTo(MESSAGES);
      assertThat(echo.join()).isEqualTo(MESSAGES);
    }
  }

  /// The sockets of those that stay were first waited for beside those of the one that goes.
  @Test
  void aSchedulerThatIsClosedTakesNoSocketAlong() throws Exception {
    try (Scheduler stays = make("sockets4");
        Loopback.Pair pair = Loopback.pair()) {
      Task<Integer> echo = stays.spawn(() -> echo(pair.other()));
      for (int i = 0; i < 10; i++) {
        try (Scheduler goes = make("sockets5-" + i);
            Loopback.Pair shortLived = Loopback.pair()) {
          Task<Integer> reader = goes.spawn(() -> shortLived.one().getInputStream().read());
          Eventually.isIn(reader.thread(), Thread.State.WAITING);
          shortLived.other().getOutputStream().write(i);
          assertThat(reader.join()).isEqualTo(i);
        }
      }
      assertThat(stays.spawn(() -> talk(pair.one())).join()).isEqualTo(MESSAGES);
      assertThat(echo.join()).isEqualTo(MESSAGES);
    }
  }

  /// The same socket, waited for by threads of two schedulers in turn.
  @Test
  void aSocketChangesHands() throws Exception {
    try (Scheduler one = make("sockets6");
        Scheduler other = make("sockets7");
        Loopback.Pair pair = Loopback.pair()) {
      for (int i = 0; i < 50; i++) {
        Scheduler reads = i % 2 == 0 ? one : other;
        Task<Integer> reader = reads.spawn(() -> pair.one().getInputStream().read());
        if (i % 5 == 0) {
          Eventually.isIn(reader.thread(), Thread.State.WAITING);
        }
        pair.other().getOutputStream().write(i);
        assertThat(reader.join()).isEqualTo(i);
      }
    }
  }

  @Test
  void aReaderOutlivesTheShutdown() throws Exception {
    try (Loopback.Pair pair = Loopback.pair()) {
      Scheduler scheduler = make("sockets8");
      Task<Integer> reader = scheduler.spawn(() -> echo(pair.other()));
      Eventually.isIn(reader.thread(), Thread.State.WAITING);
      scheduler.shutdown();
      assertThat(talk(pair.one())).isEqualTo(MESSAGES);
      assertThat(reader.join()).isEqualTo(MESSAGES);
      assertThat(scheduler.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// Five hundred readers, half of them with a timeout far away: no wake-ups. Then each gets its
  /// byte.
  @Test
  void readersThatWaitCostNothing() throws Exception {
    assumeThat(Wakeups.canBeCounted()).as("Linux").isTrue();
    try (Scheduler scheduler = make("sockets9")) {
      List<Loopback.Pair> pairs = new ArrayList<>();
      List<Task<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        Loopback.Pair pair = Loopback.pair();
        pairs.add(pair);
        pair.one().setSoTimeout(i % 2 == 0 ? 0 : 3_600_000);
        readers.add(scheduler.spawn(() -> pair.one().getInputStream().read()));
      }
      for (int i = 0; i < readers.size(); i++) {
        Eventually.isIn(
            readers.get(i).thread(),
            i % 2 == 0 ? Thread.State.WAITING : Thread.State.TIMED_WAITING);
      }
      assertFallsSilent(scheduler.name());
      for (int i = 0; i < readers.size(); i++) {
        pairs.get(i).other().getOutputStream().write(i);
        assertThat(readers.get(i).join()).isEqualTo(i & 0xFF);
      }
      for (Loopback.Pair pair : pairs) {
        pair.close();
      }
    }
  }

  private static void assertFallsSilent(String threads) throws Exception {
    List<Long> seen = new ArrayList<>();
    for (int window = 0; window < WINDOWS && !seen.contains(0L); window++) {
      long before = Wakeups.ofThreads(threads);
      Thread.sleep(1_000);
      seen.add(Wakeups.ofThreads(threads) - before);
    }
    assertThat(seen).as("wake-ups in windows of a second").contains(0L);
  }

  private static int talk(Socket socket) throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      socket.getOutputStream().write(i);
      assertThat(socket.getInputStream().read()).isEqualTo(i);
    }
    return MESSAGES;
  }

  private static int echo(Socket socket) throws Exception {
    for (int i = 0; i < MESSAGES; i++) {
      socket.getOutputStream().write(socket.getInputStream().read());
    }
    return MESSAGES;
  }

  private static Scheduler make(String name) throws Exception {
    Scheduler scheduler =
        Scheduler.create(SchedulerConfig.DEFAULT.withName(name).withParallelism(2));
    assertThat(scheduler.spawn(() -> Thread.currentThread().toString()).join())
        .as("virtual threads have its workers, and not the JDK's")
        .contains("@" + name);
    return scheduler;
  }
}

package io.smolscale.samples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.Scheduler;
import io.smolscale.Smolscale;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/// Each sample does what it says.
@ResourceLock(Resources.SYSTEM_OUT)
class SamplesTest {
  @Test
  void pipeline() throws Exception {
    assertThat(Pipeline.lettersOf("three stages and some channels")).isEqualTo(26);
    assertThat(Smolscale.blockOn(() -> Pipeline.lettersOf("x ".repeat(10_000)))).isEqualTo(10_000);
    assertThat(output(Pipeline::main)).containsExactly("26 letters");
  }

  @Test
  void supervisedWorkers() throws Exception {
    CountDownLatch done = new CountDownLatch(300);
    try (Scheduler scheduler = Scheduler.create()) {
      try (SupervisedWorkers workers = new SupervisedWorkers(scheduler, 4)) {
        for (int i = 0; i < 300; i++) {
          workers.submit(done::countDown);
        }
        assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(scheduler.stats().activeTasks()).isZero();
    }
    assertThat(output(SupervisedWorkers::main))
        .anyMatch(line ->
            line.startsWith(
                "scheduler smolscale, parallelism "
                    + Runtime.getRuntime().availableProcessors()
                    + ", up for "))
        .filteredOn(line -> line.startsWith("worker-"))
        .allMatch(line -> line.contains(" died of java.lang.IllegalStateException: job "));
  }

  @Test
  void crawler() throws Exception {
    assertThat(output(Crawler::main))
        .containsExactly("301 pages seen", "201 of them cannot be had");
  }

  @Test
  void actor() throws Exception {
    assertThat(output(Account::main))
        .containsExactly("enough for a car: false", "enough for a bicycle: true", "left: 40000");
  }

  @Test
  void manyTalkToAnActor() throws Exception {
    try (Account account = new Account()) {
      List<Thread> payers =
          List.of(
              Thread.ofPlatform().start(() -> pay(account)),
              Thread.ofVirtual().start(() -> pay(account)));
      for (Thread payer : payers) {
        payer.join();
      }
      assertThat(account.balance()).isEqualTo(20_000);
    }
  }

  private static void pay(Account account) {
    for (int i = 0; i < 10_000; i++) {
      account.deposit(1);
    }
  }

  @Test
  void fanOut() throws Exception {
    assertThat(FanOut.primesBelow(100, 7)).isEqualTo(25);
    assertThat(output(FanOut::main)).containsExactly("78498 primes");
  }

  @Test
  void gracefulShutdown() throws Exception {
    GracefulShutdown echo = new GracefulShutdown();
    try (Socket idle = new Socket(InetAddress.getLoopbackAddress(), echo.port())) {
      idle.getOutputStream().write('x');
      assertThat(idle.getInputStream().read()).isEqualTo('x');
      echo.close(); // with a connection that never ends by itself
      assertThat(echo.isTerminated()).isTrue();
      assertThat(idle.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(output(GracefulShutdown::main)).containsExactly("echo: !", "terminated: true");
  }

  private interface Main {
    void main(String[] args) throws Exception;
  }

  private static List<String> output(Main main) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, UTF_8));
    try {
      main.main(new String[0]);
    } finally {
      System.setOut(before);
    }
    return bytes.toString(UTF_8).lines().toList();
  }
}

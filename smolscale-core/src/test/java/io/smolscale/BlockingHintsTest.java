package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Need;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.testkit.Eventually;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A virtual thread that blocks in a file: a pipe that is full. The JDK tells its carrier before a
/// write that is synchronous (`rws`), and not before one that is not.
@EnabledOnOs(OS.LINUX)
class BlockingHintsTest {
  private static final byte[] MORE_THAN_FITS = new byte[100_000];

  @TempDir Path folder;
  private final Scheduler scheduler =
      Scheduler.create(SchedulerConfig.DEFAULT.withName("blocking").withParallelism(1));
  private String pipe = "";

  @BeforeEach
  void makePipe() throws Exception {
    pipe = folder.resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
  }

  @AfterEach
  void close() {
    scheduler.close();
  }

  @Test
  void hintsAreHeard() {
    assertThat(Need.BLOCKING_HINTS.seam()).isInstanceOf(Seam.Bound.class);
    assertThat(Need.THREAD_STATES.seam()).isInstanceOf(Seam.Bound.class);
  }

  @Test
  void whatLiesBehindAThreadThatSaysThatItBlocksIsHandedOverByIt() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    Thread writer =
        start(() -> {
          start(ran::countDown); // behind the writer, on its worker
          write("rws");
        });
    Eventually.opens(ran); // while the only home worker blocks
    assertThat(writer.isAlive()).isTrue();
    assertThat(scheduler.stats().rescues()).as("nobody had to find out").isZero();
    assertThat(scheduler.stats().tasksMoved()).isEqualTo(1);
    assertThat(scheduler.stats().spares()).isEqualTo(1);
    read(writer);
  }

  @Test
  void whatComesWhileAllHaveSaidThatTheyBlockBringsASpare() throws Exception {
    Thread writer = start(() -> write("rws"));
    Eventually.holds("the writer blocks", () -> scheduler.stats().awake() == 0);
    assertThat(scheduler.stats().spares()).as("nobody waits for one").isZero();
    CountDownLatch ran = new CountDownLatch(1);
    start(ran::countDown);
    Eventually.opens(ran);
    assertThat(writer.isAlive()).isTrue();
    assertThat(scheduler.stats().rescues()).isZero();
    read(writer);
  }

  @Test
  void aSpareThatBlocksIsReplacedToo() throws Exception {
    int more = 20;
    CountDownLatch ran = new CountDownLatch(1);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i <= more; i++) {
      writers.add(start(() -> write("rws")));
    }
    start(ran::countDown);
    Eventually.opens(ran);
    Eventually.holds("all block", () -> scheduler.stats().spares() >= more);
    read(writers.toArray(Thread[]::new));
  }

  @Test
  void nobodyIsStartedWhereNothingWaits() throws Exception {
    for (int i = 0; i < 20; i++) {
      Thread writer = start(() -> write("rws"));
      Eventually.holds("the writer blocks", () -> scheduler.stats().awake() == 0);
      read(writer);
    }
    assertThat(scheduler.stats().sparesMost()).isZero();
    Eventually.holds("all sleep", () -> scheduler.stats().awake() == 0);
  }

  @Test
  void whatWaitsBehindAThreadThatBlocksWithoutAHintRuns() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    Thread writer =
        start(() -> {
          start(ran::countDown);
          write("rw");
        });
    Eventually.opens(ran);
    assertThat(writer.isAlive()).isTrue();
    read(writer);
  }

  private Thread start(Runnable body) {
    Thread thread = scheduler.virtualThreads().newThread(body);
    thread.start();
    return thread;
  }

  private void write(String mode) {
    try (RandomAccessFile file = new RandomAccessFile(pipe, mode)) {
      file.write(MORE_THAN_FITS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads until all of these have ended.
  private void read(Thread... writers) throws Exception {
    try (InputStream in = new FileInputStream(pipe)) {
      while (Arrays.stream(writers).anyMatch(Thread::isAlive) || in.available() > 0) {
        in.readNBytes(in.available());
        Thread.sleep(1);
      }
    }
  }
}

package io.smolscale.bench.workload;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Many threads that block in the operating system, each in a file of its own, and keep their
/// carriers meanwhile. The JDK announces some of these calls to the carrier, and not others.
public final class Blocking implements Workload {
  private static final int THREADS = 64;
  private static final int BLOCK = 4_096;
  private static final int PIPEFUL = 65_536;
  private static final int A_THIRD = 20_000;
  private static final int PAUSE_MILLIS = 5;
  private static final int DIGITS = 3;

  private final Call call;
  private final List<RandomAccessFile> files = new ArrayList<>();
  private @Nullable Path folder;
  private volatile boolean closed;

  /// What blocks.
  public enum Call {
    /// Writes 4 KiB and forces them to the disk. Announced.
    FORCE("rw", "writes 4 KiB and forces them to the disk"),
    /// Writes 4 KiB to a file that is opened synchronously. Announced.
    SYNC("rws", "writes 4 KiB to a file that was opened for synchronous writes"),
    /// Writes to a pipe that is full, until somebody reads. Announced.
    PIPE_SYNC(
        "rws", "writes to a full pipe, opened for synchronous writes, that is read every 5 ms"),
    /// The same, not announced.
    PIPE("rw", "writes to a full pipe that is read every 5 ms");

    private final String mode;
    private final String does;

    Call(String mode, String does) {
      this.mode = mode;
      this.does = does;
    }

    private boolean isPipe() {
      return this == PIPE || this == PIPE_SYNC;
    }
  }

  /// Threads that call this.
  public Blocking(Call call) {
    this.call = call;
  }

  @Override
  public String name() {
    return "blocking-" + call.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String description() {
    return "%d virtual threads, of which each %s, again and again.".formatted(THREADS, call.does);
  }

  @Override
  public String operation() {
    return "one call";
  }

  @Override
  public Driver driver() {
    return Driver.OUTSIDE;
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    if (files.isEmpty()) {
      open();
    }
    final Histogram latency = new ConcurrentHistogram(DIGITS);
    final List<Thread> started = new ArrayList<>();
    for (final RandomAccessFile file : files) {
      started.add(Threads.start(() -> callOften(file, iterations, latency)));
    }
    Threads.joinAll(started);
    return new Outcome.Timed((double) iterations * THREADS, latency);
  }

  private void callOften(RandomAccessFile file, long times, Histogram latency) {
    try {
      for (long i = 0; i < times; i++) {
        final long before = System.nanoTime();
        callOn(file);
        latency.recordValue(System.nanoTime() - before);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void callOn(RandomAccessFile file) throws IOException {
    if (call.isPipe()) {
      file.write(new byte[A_THIRD]);
    } else {
      file.seek(0);
      file.write(new byte[BLOCK]);
      if (call == Call.FORCE) {
        file.getFD().sync();
      }
    }
  }

  private void open() throws InterruptedException {
    try {
      final List<FileInputStream> outlets = new ArrayList<>();
      final Path inside = Files.createTempDirectory("smolscale-bench");
      folder = inside;
      for (int i = 0; i < THREADS; i++) {
        final String path = inside.resolve("file" + i).toString();
        if (call.isPipe()) {
          if (new ProcessBuilder("mkfifo", path).start().waitFor() != 0) {
            throw new IOException("no pipe could be made at " + path);
          }
        }
        files.add(new RandomAccessFile(path, call.mode));
        if (call.isPipe()) {
          outlets.add(new FileInputStream(path));
        }
      }
      if (call.isPipe()) {
        Thread.ofPlatform().daemon().name("reader").start(() -> readOften(outlets));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readOften(List<FileInputStream> outlets) {
    final byte[] read = new byte[PIPEFUL];
    try {
      while (!closed) {
        Thread.sleep(PAUSE_MILLIS);
        for (final FileInputStream outlet : outlets) {
          for (int n = outlet.available(); n > 0; n -= outlet.read(read, 0, Math.min(n, PIPEFUL))) {
            // until it is empty, or as empty as it was
          }
        }
      }
      for (final FileInputStream outlet : outlets) {
        outlet.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a workload", e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    for (final RandomAccessFile file : files) {
      file.close();
    }
    files.clear();
    final Path made = folder;
    folder = null;
    if (made != null) {
      final List<Path> all;
      try (Stream<Path> inside = Files.list(made)) {
        all = inside.toList();
      }
      for (final Path file : all) {
        Files.delete(file);
      }
      Files.delete(made);
    }
  }
}

package io.smolscale;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.io.BufferedReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Files and processes on virtual threads: these hold their worker while they block.
@AlsoUnderAgent
class FilesTest {
  @RegisterExtension private final TestScheduler on = new TestScheduler();
  @TempDir private Path folder;

  @Test
  void manyWriteAndRead() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      Path file = folder.resolve("file" + t);
      String text = ("line of " + t + "\n").repeat(1_000);
      threads.add(
          on.start(() -> {
            Files.writeString(file, text);
            Yield.now();
            assertThat(Files.readString(file)).isEqualTo(text);
            try (BufferedReader reader = Files.newBufferedReader(file)) {
              assertThat(reader.lines().count()).isEqualTo(1_000);
            }
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  @Test
  void randomAccess() throws Exception {
    on.run(() -> {
      try (RandomAccessFile file = new RandomAccessFile(folder.resolve("random").toFile(), "rw")) {
        file.writeLong(42);
        file.seek(0);
        assertThat(file.readLong()).isEqualTo(42);
      }
    });
  }

  @Test
  void aFileChannelWithItsLock() throws Exception {
    on.run(() -> {
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve("channel"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        assertThat(lock.isValid()).isTrue();
        channel.write(ByteBuffer.wrap("abc".getBytes(UTF_8)), 0);
        ByteBuffer got = ByteBuffer.allocate(3);
        channel.read(got, 0);
        assertThat(got.array()).isEqualTo("abc".getBytes(UTF_8));
      }
    });
  }

  @Test
  @SuppressWarnings("try") // the writer closes its end, as one does
  void aPipeInMemory() throws Exception {
    try (PipedOutputStream out = new PipedOutputStream();
        PipedInputStream in = new PipedInputStream(out, 16)) {
      Thread writer =
          on.start(() -> {
            out.write("a text that is longer than the pipe's buffer".getBytes(UTF_8));
            out.close();
          });
      assertThat(on.call(in::readAllBytes)).asString(UTF_8).startsWith("a text").endsWith("buffer");
      Eventually.ends(writer);
    }
  }

  @Test
  void aProcess() throws Exception {
    on.run(() -> {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--version")
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output).contains(System.getProperty("java.version"));
    });
  }
}

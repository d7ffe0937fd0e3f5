package io.smolscale.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The threads of a JVM that hangs, virtual ones included, as `jcmd` writes them down.
public final class ThreadDump {
  /// How long it takes at most.
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// Where the system keeps what nobody keeps.
  public static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));

  private ThreadDump() {}

  /// Writes one, and returns half a sentence that says where it is, or that there is none.
  ///
  /// @param folder where it goes; null if there is no time for any
  public static String write(Process process, @Nullable Path folder)
      throws IOException, InterruptedException {
    if (folder == null) {
      return "no thread dump";
    }
    final Path file = Files.createTempFile(folder, "smolscale-bench-threads-", ".txt");
    final Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(process.pid()),
                "Thread.dump_to_file",
                "-overwrite",
                file.toString())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (jcmd.waitFor(TIMEOUT) && Files.size(file) > 0) {
      // Whoever keeps dumps beside the results shares these, and not whose folder it is.
      return "threads are in " + (folder.equals(TEMPORARY) ? file : file.getFileName());
    }
    jcmd.destroyForcibly();
    Files.delete(file);
    return "no thread dump";
  }
}

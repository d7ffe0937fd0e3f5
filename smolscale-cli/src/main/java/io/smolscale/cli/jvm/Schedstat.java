package io.smolscale.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Linux's account of a thread.
///
/// @param ranNanos on a processor
/// @param queuedNanos waiting for a processor, while others had them all
public record Schedstat(long ranNanos, long queuedNanos) {
  /// Returns that of a thread; null if it has ended, or the system tells nothing.
  ///
  /// @param proc the folder of its process
  /// @param id the system's number of the thread
  public static @Nullable Schedstat of(Path proc, long id) {
    Path file = proc.resolve("task").resolve(String.valueOf(id)).resolve("schedstat");
    try {
      String[] numbers = Files.readString(file).strip().split(" ", -1);
      return new Schedstat(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
    } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
      return null;
    }
  }
}

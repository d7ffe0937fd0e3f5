package io.smolscale.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/// The machine's clock ticks so far, of all cores together: hundredths of a second, as Linux counts
/// them in `/proc/stat`.
///
/// @param idle with nothing to do
/// @param stolen with something to do, but a hypervisor gave the core to somebody else; none where
///   there is no hypervisor, or where it does not say
public record Ticks(long idle, long stolen, long all) {
  private static final Path STAT = Path.of("/proc/stat");
  private static final Pattern SPACES = Pattern.compile("\\s+");

  /// Those so far.
  public static Ticks now() throws IOException {
    return of(Files.readAllLines(STAT).getFirst());
  }

  /// Those of the first line of `/proc/stat`.
  static Ticks of(String line) {
    // cpu user nice system idle iowait irq softirq steal guest guest_nice
    final String[] words = SPACES.split(line);
    final long[] ticks = Arrays.stream(words, 1, 9).mapToLong(Long::parseLong).toArray();
    return new Ticks(ticks[3] + ticks[4], ticks[7], Arrays.stream(ticks).sum());
  }

  /// How much of the time since then the cores were busy, or wanted to be: 0 to 1.
  double busySince(Ticks before) {
    return 1 - (idle - before.idle) / (double) Math.max(1, all - before.all);
  }

  /// Whether a hypervisor has given a core to somebody else since then.
  public boolean robbedSince(Ticks before) {
    return stolen > before.stolen;
  }

  /// How much of all cores' time a hypervisor has given to somebody else since then: 0 to 1.
  double stolenSince(Ticks before) {
    return (stolen - before.stolen) / (double) Math.max(1, all - before.all);
  }
}

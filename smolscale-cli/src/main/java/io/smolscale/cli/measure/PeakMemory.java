package io.smolscale.cli.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The most memory that the largest process of a tree has had, in bytes. The kernel remembers each
/// process's peak for as long as that lives, so that looking now and then is enough; what it grows
/// by after the last look is missed. Linux only.
public final class PeakMemory {
  private static final String PEAK = "VmHWM:";
  private static final int LOOKS_BETWEEN_FAMILY = 25; // to find the children takes a while
  private static final long KIB = 1024;

  private final ProcessHandle root;
  private long peak;
  private int looks;

  /// Begins with nothing.
  public PeakMemory(ProcessHandle root) {
    this.root = root;
  }

  /// Looks at the process, and now and then at its children.
  public void look() {
    see(root);
    if (looks++ % LOOKS_BETWEEN_FAMILY == 0) {
      lookAtAll();
    }
  }

  /// Looks at the process and all its children.
  public void lookAtAll() {
    see(root);
    root.descendants().forEach(this::see);
  }

  /// The most that was seen; nothing where the operating system does not tell.
  public OptionalLong bytes() {
    return peak == 0 ? OptionalLong.empty() : OptionalLong.of(peak);
  }

  private void see(ProcessHandle process) {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith(PEAK)) {
          String kib = line.substring(PEAK.length()).replace("kB", "").strip();
          peak = Math.max(peak, Long.parseLong(kib) * KIB);
        }
      }
    } catch (IOException _) {
      // it has ended, or this is not Linux
    }
  }
}

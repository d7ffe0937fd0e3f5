package io.smolscale.stress.soak;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Notices a lane that does not get on.
///
/// It counts looks and not time: on a machine that is busy elsewhere, or was suspended, it comes as
/// late as everybody else.
final class Watchdog {
  /// How long a look is to be after the one before.
  static final long LOOK_MILLIS = 1_000;

  private static final int LOOKS = 60;

  private final List<Lane> lanes;
  private final long[] pulses;
  private final int[] still;

  Watchdog(List<Lane> lanes) {
    this.lanes = lanes;
    pulses = new long[lanes.size()];
    still = new int[lanes.size()];
  }

  /// Looks once.
  ///
  /// @return whether a lane has done nothing for [#LOOKS] looks
  boolean seesAHang() {
    for (int i = 0; i < pulses.length; i++) {
      long pulse = lanes.get(i).pulse();
      still[i] = pulse == pulses[i] && lanes.get(i).isAlive() ? still[i] + 1 : 0;
      pulses[i] = pulse;
    }
    return Arrays.stream(still).anyMatch(looks -> looks >= LOOKS);
  }

  /// All threads, virtual ones included.
  static String dump() {
    try {
      Path folder = Files.createTempDirectory("smolscale-soak-");
      Path file = folder.resolve("threads.txt");
      ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
          .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
      String threads = Files.readString(file);
      Files.delete(file);
      Files.delete(folder);
      return threads;
    } catch (IOException e) {
      return "no thread dump: " + e;
    }
  }
}

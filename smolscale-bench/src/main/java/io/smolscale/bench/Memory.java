package io.smolscale.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a process does with memory.
public final class Memory {
  private static final Pattern HIGH_WATER = Pattern.compile("\nVmHWM:\\s*(\\d+) kB");
  private static final int KILO = 1024;

  private Memory() {}

  /// How much has been allocated on the heap so far, by all threads that ever lived.
  static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
  }

  /// How much memory this process had at most, or 0 if the system does not say.
  static long residentBytes() throws IOException {
    return residentBytes("self");
  }

  /// How much memory another process had at most, or 0 if the system does not say.
  public static long residentBytes(long pid) throws IOException {
    return residentBytes(String.valueOf(pid));
  }

  private static long residentBytes(String process) throws IOException {
    final Path status = Path.of("/proc", process, "status");
    final Matcher matcher = HIGH_WATER.matcher(Files.readString(status));
    return matcher.find() ? Long.parseLong(matcher.group(1)) * KILO : 0;
  }

  /// The garbage collector's name, or names.
  static String collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .map(GarbageCollectorMXBean::getName)
        .collect(Collectors.joining(", "));
  }
}

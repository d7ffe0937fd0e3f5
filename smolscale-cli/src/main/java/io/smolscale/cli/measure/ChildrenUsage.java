package io.smolscale.cli.measure;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// What the children of this process have used that have ended, with their own children, as
/// `getrusage(RUSAGE_CHILDREN)` says. The kernel keeps this account itself, so nothing is lost:
/// neither a thread that ended, nor the last moments of a process. What a child's child used that
/// nobody waited for is not in it.
///
/// @param cpuNanos on a core, for the program and for the kernel in its name
/// @param switches how often one of their threads left its core, by its own will or not
public record ChildrenUsage(long cpuNanos, long switches) {
  private static final int OF_CHILDREN = -1;

  // struct rusage of 64-bit Linux and macOS: two struct timeval, then 14 longs.
  private static final long SIZE = 144;
  private static final long USER = 0;
  private static final long SYSTEM = 16;
  private static final long MICROS = 8; // in a timeval; an int on macOS, and less than one on Linux
  private static final long VOLUNTARY = 128;
  private static final long INVOLUNTARY = 136;

  private static final Optional<MethodHandle> GETRUSAGE = getrusage();

  /// Up to now; nothing where the operating system has no such account.
  public static Optional<ChildrenUsage> now() {
    return GETRUSAGE.flatMap(ChildrenUsage::read);
  }

  /// What was used since `earlier`.
  public ChildrenUsage since(ChildrenUsage earlier) {
    return new ChildrenUsage(cpuNanos - earlier.cpuNanos, switches - earlier.switches);
  }

  private static Optional<ChildrenUsage> read(MethodHandle getrusage) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(SIZE, Long.BYTES);
      if ((int) getrusage.invokeExact(OF_CHILDREN, usage) != 0) {
        return Optional.empty();
      }
      return Optional.of(
          new ChildrenUsage(
              nanos(usage, USER) + nanos(usage, SYSTEM),
              usage.get(JAVA_LONG, VOLUNTARY) + usage.get(JAVA_LONG, INVOLUNTARY)));
    } catch (Throwable e) { // a call into libc throws nothing
      throw new AssertionError(e);
    }
  }

  private static long nanos(MemorySegment usage, long timeval) {
    return usage.get(JAVA_LONG, timeval) * 1_000_000_000L
        + usage.get(JAVA_INT, timeval + MICROS) * 1_000L;
  }

  @SuppressWarnings("restricted") // the manifest enables native access, for this one function
  private static Optional<MethodHandle> getrusage() {
    String os = System.getProperty("os.name");
    if (ADDRESS.byteSize() != Long.BYTES || !(os.equals("Linux") || os.startsWith("Mac"))) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    return linker
        .defaultLookup()
        .find("getrusage")
        .map(function ->
            linker.downcallHandle(function, FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS)));
  }
}

package io.smolscale.cli.pods;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// A wait below a native function: `qsort` of the C library calls back to compare, and that waits.
/// A virtual thread with a native frame on its stack cannot leave its carrier.
final class NativeWait {
  private static final int WAIT_MILLIS = 100;
  private static final long ITEMS = 2; // one comparison

  private NativeWait() {}

  /// Sorts without end.
  @SuppressWarnings("restricted") // the service's JVM is started with native access
  static void forever() {
    Linker linker = Linker.nativeLinker();
    MethodHandle qsort =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("qsort"),
            FunctionDescriptor.ofVoid(ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS));
    try (Arena arena = Arena.ofConfined()) {
      MethodHandle compare =
          MethodHandles.lookup()
              .findStatic(
                  NativeWait.class,
                  "compare",
                  MethodType.methodType(int.class, MemorySegment.class, MemorySegment.class));
      MemorySegment callback =
          linker.upcallStub(compare, FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS), arena);
      MemorySegment items = arena.allocate(JAVA_INT, ITEMS);
      while (true) {
        qsort.invokeExact(items, ITEMS, JAVA_INT.byteSize(), callback);
      }
    } catch (Throwable e) { // invokeExact says so
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unused") // called by its name
  private static int compare(MemorySegment one, MemorySegment other) {
    try {
      Thread.sleep(WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}

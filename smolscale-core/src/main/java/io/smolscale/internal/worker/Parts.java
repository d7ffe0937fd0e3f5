package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Vm;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What a crew is made of.
///
/// @param vm whose virtual threads it runs
/// @param name in the names of its threads
/// @param homes how many workers run in parallel
/// @param maxWorkers how many there are at most, spares included
/// @param handler is told what a task throws; null for the thread's own handler
/// @param alive how many virtual threads must end before the crew may
/// @param size how the number of its workers may change
public record Parts(
    Vm vm,
    String name,
    int homes,
    int maxWorkers,
    Thread.@Nullable UncaughtExceptionHandler handler,
    LongSupplier alive,
    Size size) {

  /// A crew whose number of workers stays.
  public Parts(
      Vm vm,
      String name,
      int homes,
      int maxWorkers,
      Thread.@Nullable UncaughtExceptionHandler handler,
      LongSupplier alive) {
    this(vm, name, homes, maxWorkers, handler, alive, Size.FIXED);
  }

  /// Returns whether there is one worker, and never another.
  boolean isSingle() {
    return maxWorkers == 1;
  }

  /// How the number of workers of a crew may change.
  ///
  /// @param follows whether there are as many home workers as processors from now on
  /// @param limited whether the greatest number of workers stays as it is; if not, the number of
  ///   spares does
  /// @param processors asked now and then
  public record Size(boolean follows, boolean limited, Processors processors) {
    /// It does not change by itself.
    public static final Size FIXED = new Size(false, true, Processors.OF_JVM);
  }
}

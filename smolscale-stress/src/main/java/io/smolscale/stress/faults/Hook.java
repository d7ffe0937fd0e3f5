package io.smolscale.stress.faults;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/// What the [Injector] has the core call at each point where the VM can throw an error. In one JVM
/// it throws once, at one point; or never, and counts.
///
/// The point, when it comes there for the how manieth time, and the error are system properties.
public final class Hook {
  /// The number of the point at which to throw.
  static final String POINT = "fault.point";

  /// At which of its visits to that point, from 1.
  static final String VISIT = "fault.visit";

  /// What to throw.
  static final String ERROR = "fault.error";

  /// How many points there are: then it counts, and throws nothing.
  static final String POINTS = "fault.points";

  private static final int AT = Integer.getInteger(POINT, -1);
  private static final int AT_VISIT = Integer.getInteger(VISIT, 1);
  private static final Kind KIND = Kind.valueOf(System.getProperty(ERROR, Kind.MEMORY.name()));
  private static final @Nullable AtomicIntegerArray VISITS = visits(Integer.getInteger(POINTS, 0));
  private static final AtomicInteger COME = new AtomicInteger();

  private static volatile boolean armed;
  private static volatile @Nullable Error thrown;

  private Hook() {}

  private static @Nullable AtomicIntegerArray visits(int points) {
    return points == 0 ? null : new AtomicIntegerArray(points);
  }

  /// What the VM throws where there is not enough of something.
  enum Kind {
    /// At the end of a stack.
    STACK,
    /// Without memory.
    MEMORY,
    /// Where a class could not be initialised earlier, for one of the others.
    CLASS;

    private Error make() {
      String message = "injected at point " + AT;
      return switch (this) {
        case STACK -> new StackOverflowError(message);
        case MEMORY -> new OutOfMemoryError(message);
        case CLASS -> new NoClassDefFoundError(message);
      };
    }
  }

  /// Called by the core, at each point.
  ///
  /// @param point its number
  public static void at(int point) {
    if (point == AT) {
      visit();
    } else if (VISITS != null && armed) {
      VISITS.getAndIncrement(point);
    }
  }

  @SuppressWarnings(
      "StaticAssignmentOfThrowable") // who looks whether the caller met it compares it
  private static void visit() {
    if (armed && COME.incrementAndGet() == AT_VISIT) {
      Error error = KIND.make();
      thrown = error;
      throw error;
    }
  }

  /// From now on it throws, or counts.
  static void arm() {
    armed = true;
  }

  /// It neither throws nor counts any more.
  static void disarm() {
    armed = false;
  }

  /// What it has thrown, or null if it has not come to that.
  static @Nullable Error thrown() {
    return thrown;
  }

  /// Whether it is what was thrown, or was caused by it.
  static boolean isCause(@Nullable Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause.equals(thrown)) {
        return true;
      }
    }
    return false;
  }

  /// Prints each point that was visited, and how often.
  static void printVisits() {
    if (VISITS != null) {
      for (int i = 0; i < VISITS.length(); i++) {
        if (VISITS.get(i) > 0) {
          System.out.println("visited " + i + " " + VISITS.get(i));
        }
      }
    }
  }
}

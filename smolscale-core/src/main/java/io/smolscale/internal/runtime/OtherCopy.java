package io.smolscale.internal.runtime;

import io.smolscale.internal.jdk.Log;
import java.security.CodeSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

/// A second smolscale in the JVM, with classes of its own: an application server's application that
/// brings the library along, say, while the agent is on.
///
/// Agents are in the application's class loader, so a copy that is elsewhere looks there. Both have
/// workers of their own, and both work; the log says once that there are two. The other one may
/// believe that all virtual threads are its own, and that nobody waits for sockets while none of
/// them does, so it must be told.
final class OtherCopy {
  private static final String SCHEDULER = "io.smolscale.Scheduler";
  private static final OtherCopy LOOKED = new OtherCopy(); // once in each copy

  private final boolean there;

  private OtherCopy() {
    there = look();
  }

  private static boolean look() {
    ClassLoader everybodys = ClassLoader.getSystemClassLoader();
    ClassLoader mine = OtherCopy.class.getClassLoader();
    if (everybodys.equals(mine)) {
      return false;
    }
    try {
      Class<?> other = Class.forName(SCHEDULER, true, everybodys);
      if (!Objects.equals(other.getClassLoader(), mine)) {
        Log.tell(
            System.Logger.Level.WARNING,
            "this JVM has two copies of smolscale, each with workers of its own: "
                + describe(other)
                + ", which is everybody's, and "
                + describe(OtherCopy.class)
                + "; leave it out of the latter to have one");
        tell(other);
        return true;
      }
    } catch (ClassNotFoundException _) {
      // the usual case without the agent
    } catch (ReflectiveOperationException e) {
      // A setting makes no sense there: then it is not on, and has no sockets.
    }
    return false;
  }

  /// Returns whether there is another copy, and this one came later. The first caller has it looked
  /// for.
  static boolean isThere() {
    return LOOKED.there;
  }

  /// Makes a scheduler there, so that the other copy says that some virtual threads will not be on
  /// its global one. By its API, because a module exports nothing else, and another version has the
  /// same.
  private static void tell(Class<?> scheduler) throws ReflectiveOperationException {
    ((ExecutorService) scheduler.getMethod("create").invoke(null)).shutdown();
  }

  private static String describe(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return versionOf(type)
        + " from "
        + (loader == null
            ? "the boot class path (-Xbootclasspath/a)"
            : source == null ? loader : source.getLocation());
  }

  /// The boot class path has no manifests, so its version is asked of the classes.
  private static String versionOf(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    if (version != null) {
      return version;
    }
    try {
      Class<?> number = Class.forName(Version.class.getName(), true, type.getClassLoader());
      return String.valueOf(number.getField("NUMBER").get(null));
    } catch (ReflectiveOperationException _) { // closed, or of a version that has no such class
      return "one without a version";
    }
  }
}

package io.smolscale.spring;

import io.smolscale.Scheduler;
import io.smolscale.Smolscale;
import java.lang.reflect.Field;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// How smolscale is in this JVM.
///
/// @param on whether it runs every virtual thread
/// @param form what brought it there: `option file`, `agent`, or `library` if it is not on
/// @param version its version, or `unknown`
/// @param reason why it is not on although it may be there: the setting that makes no sense, or
///   that switches it off; null where it is on, or nobody has asked for it
record Presence(boolean on, String form, String version, @Nullable String reason) {
  private static final String VERSION = "io.smolscale.internal.runtime.Version";
  private static final String ENTRY = "smolscale.SystemLoader";

  /// Finds out. Starts a virtual thread and waits for it. With a setting that makes no sense,
  /// smolscale is off, and the application runs as it would without.
  static Presence find() {
    Scheduler scheduler;
    try {
      scheduler = Smolscale.scheduler();
    } catch (IllegalArgumentException e) {
      return off(String.valueOf(e.getMessage()));
    }
    if (scheduler.isJdk()) {
      return off("the setting smolscale.scheduler=jdk asks for it");
    }
    return isOn(scheduler)
        ? new Presence(true, hasEntry() ? "option file" : "agent", findVersion(), null)
        : off(null);
  }

  private static Presence off(@Nullable String reason) {
    return new Presence(false, "library", findVersion(), reason);
  }

  /// Its class is on the boot class path with the option file only.
  private static boolean hasEntry() {
    try {
      Class.forName(ENTRY, false, null);
      return true;
    } catch (ClassNotFoundException _) {
      return false;
    }
  }

  /// A virtual thread that knows nothing of us says where it runs.
  private static boolean isOn(Scheduler scheduler) {
    AtomicReference<String> where = new AtomicReference<>("");
    Thread thread = Thread.ofVirtual().start(() -> where.set(Thread.currentThread().toString()));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return where.get().contains("@" + scheduler.name() + "-");
  }

  /// Asked of the classes, as those of the option file have no manifest.
  private static String findVersion() {
    try {
      Field number =
          Class.forName(VERSION, true, Smolscale.class.getClassLoader()).getField("NUMBER");
      return String.valueOf(number.get(null));
    } catch (ReflectiveOperationException _) {
      String version = Smolscale.class.getPackage().getImplementationVersion();
      return version == null ? "unknown" : version;
    }
  }
}

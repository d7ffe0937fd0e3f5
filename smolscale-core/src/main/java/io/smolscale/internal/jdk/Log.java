package io.smolscale.internal.jdk;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import jdk.internal.misc.Unsafe;

/// The log `io.smolscale`, once the program has one.
///
/// The first to log in a JVM settles for all how it is done: the JDK looks for a logger finder, and
/// `java.util.logging` takes its manager and its configuration from properties that a `main` or a
/// framework may be about to set. So we never are the first. Until other code has logged, what the
/// user must know goes to standard error, in one line, and the rest waits for [#isInUse].
///
/// Two ways lead to the answer. Where the agent has opened it, the JDK says of a class whether it
/// was initialised. Elsewhere `java.lang` knows the hooks for the JVM's exit, and the manager of
/// `java.util.logging` has one from its constructor on; other finders are not seen so.
public final class Log {
  private static final String NAME = "io.smolscale";
  private static final String FINDER = "jdk.internal.logger.LoggerFinderLoader";
  private static final String MANAGER = "java.util.logging.LogManager";
  private static final String HOOKS = "java.lang.ApplicationShutdownHooks";

  private static final Seam<BooleanSupplier> SEAM = Seam.reach(Need.LOG, Log::reach);
  private static volatile boolean inUse; // for good

  private Log() {}

  /// What came of reaching for the answer.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// Returns whether somebody else has logged, so that we may; false where the JDK does not tell.
  public static boolean isInUse() {
    if (!inUse && SEAM instanceof Seam.Bound<BooleanSupplier>(BooleanSupplier question)) {
      inUse = question.getAsBoolean();
    }
    return inUse;
  }

  /// Tells the user: by the log, or by standard error where it is not in use.
  public static void tell(System.Logger.Level level, String line) {
    if (isInUse()) {
      System.getLogger(NAME).log(level, line);
    } else {
      System.err.println("smolscale: " + line);
    }
  }

  /// Writes to the log, which is in use.
  public static void debug(Supplier<String> text) {
    System.getLogger(NAME).log(System.Logger.Level.DEBUG, text);
  }

  private static BooleanSupplier reach() throws ReflectiveOperationException {
    try {
      isInitialized(FINDER);
      return () -> isInitialized(FINDER) || isInitialized(MANAGER);
    } catch (IllegalAccessError _) { // it is not open to a library
      Class<?> owner = Class.forName(HOOKS, true, null);
      Field hooks = owner.getDeclaredField("hooks");
      hooks.setAccessible(true);
      return () -> hasHook(owner, hooks);
    }
  }

  private static boolean isInitialized(String name) {
    try {
      return !Unsafe.getUnsafe().shouldBeInitialized(Class.forName(name, false, null));
    } catch (ClassNotFoundException _) { // this JVM is without it
      return false;
    }
  }

  /// Holds the lock that a thread takes to add a hook, for as long as that takes.
  @SuppressWarnings("SynchronizeOnNonFinalField") // it is the JDK's
  private static boolean hasHook(Class<?> owner, Field field) {
    synchronized (owner) {
      try {
        return field.get(null) instanceof Map<?, ?> hooks // null: the JVM exits
            && hooks.keySet().stream()
                .anyMatch(hook -> hook.getClass().getName().startsWith(MANAGER + "$"));
      } catch (IllegalAccessException e) { // it is accessible
        throw new AssertionError(e);
      }
    }
  }
}

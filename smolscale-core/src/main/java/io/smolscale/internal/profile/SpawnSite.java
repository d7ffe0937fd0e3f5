package io.smolscale.internal.profile;

import java.lang.StackWalker.StackFrame;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.stream.Stream;

/// Finds out where in the user's code something is spawned: the first frame that is neither ours
/// nor the JDK's. If the JDK does it by itself (its HTTP server, say), the first frame beyond its
/// threads and executors.
final class SpawnSite {
  private static final String UNKNOWN = "(unknown)";
  private static final List<String> MACHINERY = List.of("java.lang.", "java.util.concurrent.");
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final ProtectionDomain OURS = SpawnSite.class.getProtectionDomain();

  private SpawnSite() {}

  /// Class and line, as in `com.example.Shop:42`.
  static String current() {
    return WALKER.walk(SpawnSite::choose);
  }

  private static String choose(Stream<StackFrame> frames) {
    List<StackFrame> strangers = frames.filter(frame -> !isOurs(frame)).toList();
    return strangers.stream()
        .filter(frame -> !isTheJdks(frame.getDeclaringClass()))
        .findFirst()
        .or(() -> strangers.stream().filter(frame -> !isMachinery(frame)).findFirst())
        .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
        .orElse(UNKNOWN);
  }

  /// Tests have our packages, and other code may be packed into the jar with us; neither is ours.
  private static boolean isOurs(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return type.getName().startsWith("io.smolscale.") && OURS.equals(type.getProtectionDomain());
  }

  private static boolean isTheJdks(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader.equals(ClassLoader.getPlatformClassLoader());
  }

  private static boolean isMachinery(StackFrame frame) {
    return MACHINERY.stream().anyMatch(frame.getClassName()::startsWith);
  }
}

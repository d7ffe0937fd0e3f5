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
  private static final String LAMBDA = "lambda$";
  private static final int MOST_FRAMES = 24; // from Thread.start to us, and some more
  private static final List<String> MACHINERY = List.of("java.lang.", "java.util.concurrent.");
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final ProtectionDomain OURS = SpawnSite.class.getProtectionDomain();

  private SpawnSite() {}

  /// Class and line, as in `com.example.Shop:42`. Where that is in a lambda, or in a class that was
  /// made at run time, it is often a library's, and the same for all who use that: then with its
  /// method, and who called it, as in `com.lib.Pool.submit (lambda):42 < com.example.Shop:17`.
  static String current() {
    return WALKER.walk(SpawnSite::choose);
  }

  /// Returns whether a virtual thread is started by this call.
  static boolean isStart() {
    return WALKER.walk(frames ->
        frames
            .limit(MOST_FRAMES)
            .anyMatch(frame ->
                frame.getMethodName().equals("start")
                    && frame.getClassName().equals("java.lang.VirtualThread")));
  }

  private static String choose(Stream<StackFrame> frames) {
    List<StackFrame> strangers = frames.filter(frame -> !isOurs(frame)).toList();
    List<StackFrame> users =
        strangers.stream().filter(frame -> !isTheJdks(frame.getDeclaringClass())).toList();
    if (!users.isEmpty()) {
      StackFrame first = users.getFirst();
      return isAnonymous(first)
          ? described(first) + caller(first, users)
          : first.getClassName() + ":" + first.getLineNumber();
    }
    return strangers.stream()
        .filter(frame -> !isMachinery(frame))
        .findFirst()
        .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
        .orElse(UNKNOWN);
  }

  private static boolean isAnonymous(StackFrame frame) {
    return isLambda(frame) || isMade(frame);
  }

  /// The method of a lambda has the name of the one around it within its own.
  private static boolean isLambda(StackFrame frame) {
    return frame.getMethodName().startsWith(LAMBDA);
  }

  /// A proxy, or what a framework has made of a class.
  private static boolean isMade(StackFrame frame) {
    return frame.getClassName().contains("$$") || frame.getDeclaringClass().isHidden();
  }

  private static String described(StackFrame frame) {
    String method = frame.getMethodName();
    boolean lambda = isLambda(frame);
    if (lambda) {
      int end = method.lastIndexOf('$');
      method = end > LAMBDA.length() ? method.substring(LAMBDA.length(), end) : method;
    }
    return frame.getClassName()
        + "."
        + method
        + (lambda ? " (lambda)" : "")
        + ":"
        + frame.getLineNumber();
  }

  /// The next frame of another class that somebody has written.
  private static String caller(StackFrame first, List<StackFrame> users) {
    return users.stream()
        .filter(frame -> !frame.getClassName().equals(first.getClassName()) && !isMade(frame))
        .findFirst()
        .map(frame -> " < " + frame.getClassName() + ":" + frame.getLineNumber())
        .orElse("");
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

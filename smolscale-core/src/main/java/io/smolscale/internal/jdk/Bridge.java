package io.smolscale.internal.jdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.invoke.MethodHandles;
import jdk.internal.misc.Unsafe;

/// Puts classes of ours into packages of the JDK, beside what they call there.
///
/// The compiler then links a call to `Thread.currentCarrierThread`, say, as it links any other. The
/// sources are in `src/main/bridge`, and the generated `BridgeClasses` holds their class files.
final class Bridge {
  private static final Module BASE = Object.class.getModule();

  private Bridge() {}

  /// Defines a class, unless another smolscale in this JVM has done so. With the JDK's own `Unsafe`
  /// where we may call it, as with the entry and the agent, for that is quicker; else by way of a
  /// lookup, which needs the package opened.
  ///
  /// @param neighbour a class of the package
  /// @param classFile from `BridgeClasses`
  static void define(Class<?> neighbour, String classFile) throws IllegalAccessException {
    byte[] bytes = classFile.getBytes(ISO_8859_1);
    try {
      if (isReachable("jdk.internal.misc")) {
        Unsafe.getUnsafe().defineClass(null, bytes, 0, bytes.length, null, null);
      } else {
        MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(bytes);
      }
    } catch (LinkageError _) {
      // It is there. If it is another version's and lacks something, a call fails to link, and
      // the seam is refused.
    }
  }

  /// Returns whether code of ours may call the public classes of a package of `java.base`.
  static boolean isReachable(String packageName) {
    return BASE.isExported(packageName, Bridge.class.getModule());
  }
}

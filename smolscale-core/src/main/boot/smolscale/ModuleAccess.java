package smolscale;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Method;
import jdk.internal.misc.Unsafe;

/**
 * Opens {@code jdk.internal.misc} to the module io.smolscale. The option file exports that package
 * to code outside of modules only, because it is an error to name a module there that a program has
 * not got.
 */
final class ModuleAccess {
  private ModuleAccess() {}

  static void open(Module module) {
    try {
      Unsafe unsafe = Unsafe.getUnsafe();
      Method open = Module.class.getDeclaredMethod("implAddOpens", String.class, Module.class);
      unsafe.putBoolean(open, unsafe.objectFieldOffset(AccessibleObject.class, "override"), true);
      open.invoke(Object.class.getModule(), "jdk.internal.misc", module);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot open jdk.internal.misc", e);
    }
  }
}

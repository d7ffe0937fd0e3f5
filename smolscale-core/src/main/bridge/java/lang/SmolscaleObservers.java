package java.lang;

import jdk.internal.misc.Unsafe;

/**
 * Whether anybody observes this JVM, for smolscale: asked without loading what they observe with.
 */
public final class SmolscaleObservers {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final String BEANS = "java.lang.management.ManagementFactory";

  private SmolscaleObservers() {}

  /** Returns whether the flight recorder has been set up: the JDK's own events look at this. */
  public static boolean isRecorderThere() {
    return Throwable.jfrTracing;
  }

  /**
   * Returns whether this JVM has a platform bean server. The first call loads the class that knows,
   * where there is one, and none of these initialises it.
   */
  public static boolean isBeanServerThere() {
    Class<?> beans;
    try {
      beans = Class.forName(BEANS, false, null);
    } catch (ClassNotFoundException e) { // this JVM is without it
      return false;
    }
    return !UNSAFE.shouldBeInitialized(beans)
        && UNSAFE.getReferenceVolatile(
                beans, UNSAFE.objectFieldOffset(beans, "platformMBeanServer"))
            != null;
  }
}

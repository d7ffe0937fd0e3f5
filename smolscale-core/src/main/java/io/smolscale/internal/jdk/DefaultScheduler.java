package io.smolscale.internal.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import jdk.internal.misc.Unsafe;

/// Makes our executor the default scheduler of the JVM's virtual threads. For entry and agent.
///
/// The JDK keeps it in a static final field of `VirtualThread`, and asks that field when a thread
/// is made that does not inherit another. This seam has the class initialised and writes the field.
/// A final field must not change once code has been compiled that took its value for a constant,
/// and threads that have it already keep it. So it refuses where the class was initialised before,
/// which the first virtual thread does, and which stays true; the JDK's pool is empty again when it
/// has been idle for half a minute. See decision 13.
public final class DefaultScheduler {
  private static final String CLASS = "java.lang.VirtualThread";
  private static final String FIELD = "DEFAULT_SCHEDULER";

  private static volatile Seam<ForkJoinPool> seam =
      new Seam.Refused<>(
          Need.DEFAULT_SCHEDULER.what()
              + ": is for the option file; start the program with: java @smolscale.args");

  private DefaultScheduler() {}

  /// What came of installing it.
  public static Seam<?> seam() {
    return seam;
  }

  /// Opens the packages that the seams need to this module, as the user would with `--add-opens`.
  public static void openPackages(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Set<Module> us = Set.of(DefaultScheduler.class.getModule());
    Map<String, Set<Module>> opened = new HashMap<>();
    for (String name : OpenPackages.FOR_AGENT) {
      if (base.getPackages().contains(name)) { // a later JDK may have moved some
        opened.put(name, us);
      }
    }
    instrumentation.redefineModule(base, Set.of(), Map.of(), opened, Set.of(), Map.of());
  }

  /// Installs the executor.
  public static Seam<ForkJoinPool> install(VmExecutor executor) {
    Seam<ForkJoinPool> outcome = Seam.reach(Need.DEFAULT_SCHEDULER, new Replacement(executor));
    seam = outcome;
    return outcome;
  }

  /// No lambda: this runs at the start of each JVM.
  private record Replacement(VmExecutor executor) implements Seam.Reach<ForkJoinPool> {
    @Override
    public ForkJoinPool get() throws ReflectiveOperationException {
      return replaceBy(executor);
    }
  }

  /// Calls the JDK's own `Unsafe`, which alone writes a static final field, without reflection:
  /// entry and agent have its package, and a handle for each call would take some 15 ms.
  private static ForkJoinPool replaceBy(VmExecutor executor) throws ReflectiveOperationException {
    Unsafe unsafe = Unsafe.getUnsafe();
    if (!unsafe.shouldBeInitialized(Class.forName(CLASS, false, null))) {
      throw new ReflectiveOperationException(
          "virtual threads were in use before smolscale came (by another agent?), and the JVM may"
              + " have compiled code for the JDK's scheduler: it cannot come later; name it on the"
              + " command line, as the first agent");
    }
    Field field = Class.forName(CLASS, true, null).getDeclaredField(FIELD);
    Object base = unsafe.staticFieldBase(field);
    long offset = unsafe.staticFieldOffset(field);
    if (!(unsafe.getReferenceVolatile(base, offset) instanceof ForkJoinPool)) {
      throw new ReflectiveOperationException(FIELD + " holds no ForkJoinPool in this JDK");
    }
    unsafe.putReferenceVolatile(base, offset, executor);
    return executor;
  }
}

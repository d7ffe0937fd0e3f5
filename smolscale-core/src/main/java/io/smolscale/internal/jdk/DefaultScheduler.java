package io.smolscale.internal.jdk;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;

/// Makes our executor the default scheduler of the JVM's virtual threads. Agent only.
///
/// The JDK keeps it in a static final field of `VirtualThread`, and asks that field when a thread
/// is made that does not inherit another. This seam has the class initialised and writes the field.
/// A final field must not change once code has been compiled that took its value for a constant, so
/// it refuses where virtual threads have run before. See decision 13.
public final class DefaultScheduler {
  private static final String CLASS = "java.lang.VirtualThread";
  private static final String FIELD = "DEFAULT_SCHEDULER";

  private static volatile Seam<ForkJoinPool> seam =
      new Seam.Refused<>(
          Need.DEFAULT_SCHEDULER.what() + ": is for the agent; add -javaagent:smolscale.jar");

  private DefaultScheduler() {}

  /// What came of installing it.
  public static Seam<?> seam() {
    return seam;
  }

  /// Opens the packages that the seams need to this module, as the user would with `--add-opens`.
  public static void openPackages(Instrumentation instrumentation) {
    Module base = Object.class.getModule();
    Set<Module> us = Set.of(DefaultScheduler.class.getModule());
    Set<String> names = new HashSet<>(OpenPackages.FOR_REPORTS);
    names.addAll(OpenPackages.FOR_SOCKETS);
    names.addAll(OpenPackages.FOR_THE_AGENT);
    names.retainAll(base.getPackages()); // a later JDK may have moved some
    names.addAll(OpenPackages.NAMES);
    for (String name : names) {
      instrumentation.redefineModule(
          base, Set.of(), Map.of(), Map.of(name, us), Set.of(), Map.of());
    }
  }

  /// Installs the executor.
  public static Seam<ForkJoinPool> install(VmExecutor executor) {
    Seam<ForkJoinPool> outcome = Seam.reach(Need.DEFAULT_SCHEDULER, () -> replaceBy(executor));
    seam = outcome;
    return outcome;
  }

  private static ForkJoinPool replaceBy(VmExecutor executor) throws ReflectiveOperationException {
    Class<?> virtualThread = Class.forName(CLASS, true, null);
    StaticField field = new StaticField(virtualThread.getDeclaredField(FIELD));
    if (!(field.get() instanceof ForkJoinPool theirs)) {
      throw new ReflectiveOperationException(FIELD + " holds no ForkJoinPool in this JDK");
    }
    if (theirs.getPoolSize() > 0) {
      throw new ReflectiveOperationException(
          "virtual threads were in use before the agent came (by another agent?);"
              + " name smolscale first on the command line");
    }
    field.set(executor);
    return executor;
  }

  /// A static field that may be final, by way of the JDK's own `Unsafe`: nothing else writes one.
  private static final class StaticField {
    private static final String UNSAFE = "jdk.internal.misc.Unsafe";

    private final Object unsafe;
    private final Object base;
    private final long offset;
    private final MethodHandle getter;
    private final MethodHandle setter;

    StaticField(Field field) throws ReflectiveOperationException {
      Class<?> type = Class.forName(UNSAFE, true, null);
      Method getUnsafe = type.getDeclaredMethod("getUnsafe");
      getUnsafe.setAccessible(true);
      unsafe = getUnsafe.invoke(null);
      base = of("staticFieldBase", field);
      offset = (long) of("staticFieldOffset", field);
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(type, MethodHandles.lookup());
      MethodType get = MethodType.methodType(Object.class, Object.class, long.class);
      getter = generic(lookup.findVirtual(type, "getReferenceVolatile", get));
      MethodType set = MethodType.methodType(void.class, Object.class, long.class, Object.class);
      setter = generic(lookup.findVirtual(type, "putReferenceVolatile", set));
    }

    private Object of(String method, Field field) throws ReflectiveOperationException {
      Method of = unsafe.getClass().getDeclaredMethod(method, Field.class);
      of.setAccessible(true);
      return of.invoke(unsafe, field);
    }

    private static MethodHandle generic(MethodHandle handle) {
      return handle.asType(handle.type().changeParameterType(0, Object.class));
    }

    Object get() {
      try {
        return (Object) getter.invokeExact(unsafe, base, offset);
      } catch (Throwable e) { // it reads memory
        throw new AssertionError(e);
      }
    }

    void set(Object value) {
      try {
        setter.invokeExact(unsafe, base, offset, value);
      } catch (Throwable e) { // it writes memory
        throw new AssertionError(e);
      }
    }
  }
}

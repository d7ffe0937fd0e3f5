package io.smolscale.internal.jdk;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.reflect.Field;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// Makes our executor the default scheduler of the JVM's virtual threads. Agent only.
///
/// The JDK makes its default scheduler in `VirtualThread.createDefaultScheduler()`, when the class
/// is initialised, which is when the first virtual thread is made. Before that, this seam gives the
/// method another body, `return (ForkJoinPool) System.getProperties().get(KEY)`, has the class
/// initialised, and then takes entry and body back: nothing of it is left for others to trip over,
/// and another agent finds the class as the JDK has it.
public final class DefaultScheduler {
  private static final String CLASS = "java.lang.VirtualThread";
  private static final String METHOD = "createDefaultScheduler";
  private static final String FIELD = "DEFAULT_SCHEDULER";
  private static final String KEY = "io.smolscale.internal.defaultScheduler";

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
    names.retainAll(base.getPackages()); // a later JDK may have moved what we can do without
    names.addAll(OpenPackages.NAMES);
    for (String name : names) {
      instrumentation.redefineModule(
          base, Set.of(), Map.of(), Map.of(name, us), Set.of(), Map.of());
    }
  }

  /// Installs the executor.
  public static Seam<ForkJoinPool> install(Instrumentation instrumentation, VmExecutor executor) {
    Seam<ForkJoinPool> outcome = tryToInstall(instrumentation, executor);
    seam = outcome;
    return outcome;
  }

  private static Seam<ForkJoinPool> tryToInstall(
      Instrumentation instrumentation, VmExecutor executor) {
    return Seam.reach(
        Need.DEFAULT_SCHEDULER,
        () -> {
          Class<?> virtualThread = Class.forName(CLASS, false, null);
          Properties properties = System.getProperties();
          Substitute substitute = new Substitute();
          properties.put(KEY, executor);
          try {
            instrumentation.addTransformer(substitute, true);
            instrumentation.retransformClasses(virtualThread);
            Class.forName(CLASS, true, null);
          } catch (UnmodifiableClassException e) {
            throw new ReflectiveOperationException(e);
          } finally {
            instrumentation.removeTransformer(substitute);
            properties.remove(KEY);
          }
          if (substitute.failure != null) {
            throw new ReflectiveOperationException(substitute.failure);
          }
          restore(instrumentation, virtualThread);
          Field field = virtualThread.getDeclaredField(FIELD);
          field.setAccessible(true);
          if (field.get(null) != executor) {
            throw new ReflectiveOperationException(
                "virtual threads were in use before the agent came (by another agent?);"
                    + " name smolscale first on the command line");
          }
          return executor;
        });
  }

  private static void restore(Instrumentation instrumentation, Class<?> virtualThread) {
    try {
      instrumentation.retransformClasses(virtualThread);
    } catch (UnmodifiableClassException | RuntimeException | LinkageError _) {
      // The body stays replaced; it has run for the only time.
    }
  }

  private static final class Substitute implements ClassFileTransformer {
    @Nullable Throwable failure; // a transformer's exceptions are swallowed, so it keeps it

    @Override
    public byte @Nullable [] transform(
        @Nullable ClassLoader loader,
        String name,
        @Nullable Class<?> redefined,
        @Nullable ProtectionDomain domain,
        byte[] bytes) {
      if (!name.equals(CLASS.replace('.', '/'))) {
        return null;
      }
      try {
        ClassFile file = ClassFile.of();
        return file.transformClass(
            file.parse(bytes),
            ClassTransform.transformingMethods(
                Substitute::isTheMethod,
                (method, element) -> {
                  if (element instanceof java.lang.classfile.CodeModel) {
                    method.withCode(Substitute::body);
                  } else {
                    method.with(element);
                  }
                }));
      } catch (RuntimeException | LinkageError e) {
        failure = e;
        return null;
      }
    }

    private static boolean isTheMethod(MethodModel method) {
      return method.methodName().equalsString(METHOD);
    }

    private static void body(CodeBuilder code) {
      ClassDesc pool = ClassDesc.of(ForkJoinPool.class.getName());
      ClassDesc properties = ClassDesc.of(Properties.class.getName());
      ClassDesc object = ClassDesc.of(Object.class.getName());
      code.invokestatic(
              ClassDesc.of(System.class.getName()), "getProperties", MethodTypeDesc.of(properties))
          .loadConstant(KEY)
          .invokevirtual(properties, "get", MethodTypeDesc.of(object, object))
          .checkcast(pool)
          .areturn();
    }
  }
}

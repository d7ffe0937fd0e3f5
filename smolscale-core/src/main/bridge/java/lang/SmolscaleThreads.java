package java.lang;

import java.util.concurrent.Executor;

/**
 * What smolscale asks of {@code java.lang}, as plain calls: this class is put into that package
 * while the program runs, so the compiler links it like a class of the JDK's own. Method handles
 * for the same would take some milliseconds each at the start of a JVM.
 *
 * <p>Not for anybody else; it comes and goes with smolscale's versions.
 */
public final class SmolscaleThreads {
  private SmolscaleThreads() {}

  /** Returns the platform thread that runs this call. */
  public static Thread carrier() {
    return Thread.currentCarrierThread();
  }

  /** Returns a builder of virtual threads that run on an executor. */
  public static Thread.Builder.OfVirtual builder(Executor executor) {
    return new ThreadBuilders.VirtualThreadBuilder(executor);
  }

  /**
   * Opens a package to a module, as {@code --add-opens} does. This class is public in a package
   * that everybody sees, so it opens nothing but to where smolscale's classes are: a module of that
   * name, or the boot class path.
   */
  public static void open(Module from, String name, Module to) {
    boolean onBootPath = !to.isNamed() && to.getClassLoader() == null;
    if (!onBootPath && !"io.smolscale".equals(to.getName())) {
      throw new IllegalArgumentException(to + " is not smolscale's module");
    }
    from.implAddOpens(name, to);
  }
}

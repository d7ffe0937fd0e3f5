package io.smolscale.bench.startup;

/// A system class loader that does nothing: what any such loader costs, because the JVM then takes
/// no classes of the application from its archive.
public final class EmptyLoader extends ClassLoader {
  /// Called by the JDK, with its own loader.
  public EmptyLoader(ClassLoader parent) {
    super(parent);
  }
}

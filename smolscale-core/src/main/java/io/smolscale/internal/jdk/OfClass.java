package io.smolscale.internal.jdk;

/// A task that reports call by another class than its own: that of the program's code.
public interface OfClass {
  /// Returns that class.
  Class<?> ofClass();

  /// Returns the class by which reports call a task.
  static Class<?> of(Object task) {
    return task instanceof OfClass known ? known.ofClass() : task.getClass();
  }
}

package io.smolscale.apps;

/// A system class loader of a program's own.
public final class OtherLoader extends ClassLoader {
  /// Called by the JDK.
  public OtherLoader(ClassLoader parent) {
    super(parent);
  }

  /// Prints which loader is the JVM's, and where virtual threads run.
  public static void main(String[] args) throws InterruptedException {
    System.out.println(ClassLoader.getSystemClassLoader().getClass().getSimpleName());
    System.out.println(Thread.currentThread().getContextClassLoader().getClass().getSimpleName());
    Thread.startVirtualThread(() -> System.out.println(Thread.currentThread())).join();
  }
}

package io.smolscale.apps;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;

/// Loads each jar that it is told in a class loader of its own, as an application server does with
/// its applications, and uses the smolscale in it: a virtual thread that waits for a socket while
/// nothing else goes on, and a plain task. Prints where they run, and then where the JDK's do.
///
/// If the first argument is `parentFirst`, the loader takes what the JVM has of its own before it
/// looks into the jar; else not.
public final class LoadsCopies {
  private LoadsCopies() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    boolean parentFirst = args[0].equals("parentFirst");
    for (String jar : List.of(args).subList(parentFirst ? 1 : 0, args.length)) {
      URL[] urls = {Path.of(jar).toUri().toURL()};
      try (URLClassLoader loader = loader(parentFirst, urls)) {
        Class<?> smolscale = loader.loadClass("io.smolscale.Smolscale");
        waitForSocket("virtual", smolscale);
        ExecutorService scheduler = (ExecutorService) smolscale.getMethod("scheduler").invoke(null);
        System.out.println("plain: " + scheduler.submit(() -> Thread.currentThread()).get());
      }
    }
    Thread.startVirtualThread(() -> System.out.println("jdk: " + Thread.currentThread())).join();
  }

  private static URLClassLoader loader(boolean parentFirst, URL... urls) {
    ClassLoader parent = ClassLoader.getPlatformClassLoader();
    return parentFirst ? new URLClassLoader(urls, parent) : new ChildFirst(parent, urls);
  }

  private static final class ChildFirst extends URLClassLoader {
    ChildFirst(ClassLoader parent, URL... urls) {
      super(urls, parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        if (!name.startsWith("io.smolscale.")) {
          return super.loadClass(name, resolve);
        }
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }

  private static void waitForSocket(String what, Class<?> smolscale) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<String> waiting = new FutureTask<>(() -> accept(server));
      Thread caller = new Thread(() -> block(smolscale, waiting));
      caller.start();
      // It waits for the virtual thread, which soon waits for the socket, and all workers sleep.
      while (caller.getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
      Thread.sleep(200);
      try (Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
        System.out.println(what + ": " + waiting.get());
        caller.join();
        var _ = socket.isClosed();
      }
    }
  }

  private static String accept(ServerSocket server) throws IOException {
    server.accept().close();
    return Thread.currentThread().toString();
  }

  private static void block(Class<?> smolscale, FutureTask<String> task) {
    Callable<Boolean> body =
        () -> {
          task.run();
          return true;
        };
    try {
      smolscale.getMethod("blockOn", Callable.class).invoke(null, body);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}

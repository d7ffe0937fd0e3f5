package io.smolscale.apps;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.ResourceBundle;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Prints what a program sees of the JVM that it runs in: class loaders, resources, services,
/// bundles, properties, and what of the JDK is open to it. Its jar holds a manifest, a bundle and a
/// service of its own.
public final class LooksAround implements Runnable {

  /// For [ServiceLoader].
  public LooksAround() {}

  /// The service.
  @Override
  public void run() {
    System.out.println("service: mine");
  }

  /// Runs it.
  public static void main(String[] args) throws Exception {
    loaders();
    resources();
    ServiceLoader.load(Runnable.class).forEach(Runnable::run);
    System.out.println("bundle: " + ResourceBundle.getBundle("texts").getString("greeting"));
    System.out.println("by name: " + Class.forName(LooksAround.class.getName()).getName());
    System.out.println("class path: " + System.getProperty("java.class.path"));
    System.out.println(
        "properties: " + new TreeSet<>(System.getProperties().stringPropertyNames()));
    System.out.println("open: " + packages(true));
    System.out.println("exported: " + packages(false));
    System.out.println("child: " + child());
  }

  private static void loaders() throws InterruptedException {
    System.out.println("system: " + name(ClassLoader.getSystemClassLoader()));
    System.out.println("main's: " + name(Thread.currentThread().getContextClassLoader()));
    Runnable report =
        () ->
            System.out.println("thread's: " + name(Thread.currentThread().getContextClassLoader()));
    Thread platform = new Thread(report);
    platform.start();
    platform.join();
    Thread.startVirtualThread(report).join();
  }

  private static String name(ClassLoader loader) {
    return loader.getClass().getName();
  }

  private static void resources() throws IOException {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    for (String resource :
        List.of(
            "META-INF/MANIFEST.MF",
            "META-INF/",
            "io/smolscale",
            "smolscale",
            "module-info.class")) {
      List<String> found = new ArrayList<>();
      loader.getResources(resource).asIterator().forEachRemaining(url -> found.add(url.toString()));
      Collections.sort(found); // the JDK's modules come in any order
      System.out.println(resource + ": " + found);
    }
    System.out.println("title: " + LooksAround.class.getPackage().getImplementationTitle());
  }

  /// What of `java.base` is open, or exported, to this program besides what is to all.
  private static List<String> packages(boolean open) {
    Module base = Object.class.getModule();
    Module mine = LooksAround.class.getModule();
    List<String> found = new ArrayList<>();
    for (String name : new TreeSet<>(base.getPackages())) {
      if (open ? base.isOpen(name, mine) : base.isExported(name, mine) && !base.isExported(name)) {
        found.add(name);
      }
    }
    return found;
  }

  /// Starts a JVM with all properties of this one, as some tools do.
  private static String child() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String name : System.getProperties().stringPropertyNames()) {
      if (!name.equals("line.separator")) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.add("-version");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (Stream<String> lines = process.inputReader().lines()) {
      return lines.findFirst().orElse("says nothing");
    }
  }
}

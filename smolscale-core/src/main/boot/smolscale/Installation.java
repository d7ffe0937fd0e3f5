package smolscale;

import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import jdk.internal.misc.Unsafe;
import jdk.internal.misc.VM;

/**
 * Puts the scheduler into a JVM that is about to load its program, and takes {@link SystemLoader}
 * out of it.
 *
 * <p>The JDK keeps the loader that it made in {@code ClassLoader.scl}, then makes it the context
 * loader of the main thread, and last raises the boot level to 4, under a lock. It refuses to do so
 * if the field was set before. So a second thread takes that lock first: main stops in its last act
 * before the program, where both places are set and nobody has read them.
 */
final class Installation implements Runnable {
  private static final int OLDEST_JDK = 25;
  private static final String MODULE = "io.smolscale";
  private static final String ENTRY = "io.smolscale.internal.entry.Entry";
  private static final String OPTION = "-Djava.system.class.loader=";
  private static final int BOOT_LEVEL_NOW = 3;
  private static final int BOOT_LEVEL_LATER = 4;

  /**
   * How long to wait for a thread that was started, in nanoseconds. It takes less than a
   * millisecond; but a JVM that only makes an archive ({@code -Xshare:dump}) starts none, and does
   * not say so.
   */
  private static final long LIMIT = 5_000_000_000L;

  private final ClassLoader ours;
  private final ClassLoader application;
  private final Thread main = Thread.currentThread();
  private final Unsafe unsafe = Unsafe.getUnsafe();
  // Reflection hides these fields and Unsafe does not. The base of a static field is its class.
  private final long systemLoader = unsafe.objectFieldOffset(ClassLoader.class, "scl");
  private final long contextLoader = unsafe.objectFieldOffset(Thread.class, "contextClassLoader");
  private final long bootLevel = unsafe.objectFieldOffset(VM.class, "initLevel");
  private final Object bootLock =
      unsafe.getReferenceVolatile(VM.class, unsafe.objectFieldOffset(VM.class, "lock"));

  private ClassLoader
      heir; // who becomes the system loader; written before the second thread starts
  private volatile boolean lockIsHeld;
  private volatile boolean givenUp;

  Installation(ClassLoader ours, ClassLoader application) {
    this.ours = ours;
    this.application = application;
    heir = application;
  }

  /** Called by main, at boot level 3. */
  @Override
  public void run() {
    // The initialisers of VirtualThread and ForkJoinPool ask for the system loader, which throws
    // below level 4. No other thread runs Java code yet, so the level may be shown as 4 meanwhile.
    unsafe.putReferenceVolatile(ClassLoader.class, systemLoader, application);
    unsafe.putIntVolatile(VM.class, bootLevel, BOOT_LEVEL_LATER);
    try {
      String lost = loaderOfTheUser();
      if (lost == null) {
        enter();
      } else {
        heir = loaderNamed(lost);
      }
      leave();
    } finally {
      unsafe.putIntVolatile(VM.class, bootLevel, BOOT_LEVEL_NOW);
      unsafe.putReferenceVolatile(ClassLoader.class, systemLoader, null);
    }
  }

  /** Installs the scheduler. */
  private void enter() {
    int feature = Integer.parseInt(System.getProperty("java.specification.version"));
    if (feature < OLDEST_JDK) {
      SystemLoader.say(
          "needs JDK "
              .concat(String.valueOf(OLDEST_JDK))
              .concat(" or newer, this is ")
              .concat(System.getProperty("java.version")));
      return;
    }
    try {
      // Without a constructor: a call by reflection makes the JDK spin a class for it.
      ((Runnable) unsafe.allocateInstance(entry())).run();
    } catch (Throwable e) { // none of these may keep the program from starting
      SystemLoader.say(e.toString());
    }
  }

  /**
   * Returns the class that knows the rest: of the program's module, if it has smolscale on its
   * module path, so that there is one scheduler; else of the boot class path.
   */
  private Class<?> entry() throws ClassNotFoundException {
    // ModuleLayer.findModule would do, and makes five classes where it finds nothing.
    Map<?, ?> modules =
        (Map<?, ?>)
            unsafe.getReferenceVolatile(
                ModuleLayer.boot(), unsafe.objectFieldOffset(ModuleLayer.class, "nameToModule"));
    Object module = modules.get(MODULE);
    if (module != null) {
      try {
        ClassLoader loader = ((Module) module).getClassLoader();
        ModuleAccess.open((Module) module);
        return Class.forName(ENTRY, true, loader);
      } catch (ClassNotFoundException e) {
        // An older version, which has no entry: two schedulers then, and the log has a line.
      }
    }
    return Class.forName(ENTRY, true, null);
  }

  /** Starts the thread that takes our loader out of the JVM, and waits until it has the lock. */
  private void leave() {
    Thread second = new Thread(null, new Removal(), "smolscale-entry", 0L);
    second.setDaemon(true);
    second.start();
    long end = System.nanoTime() + LIMIT;
    while (!lockIsHeld && second.isAlive() && System.nanoTime() < end) {
      Thread.yield();
    }
    givenUp = !lockIsHeld;
  }

  final class Removal implements Runnable {
    @Override
    public void run() {
      synchronized (bootLock) {
        if (givenUp) {
          return; // the JVM keeps our loader, which passes everything on
        }
        lockIsHeld = true;
        long end = System.nanoTime() + 2 * LIMIT;
        while (unsafe.getReferenceVolatile(main, contextLoader) != ours) {
          if (System.nanoTime() > end) {
            return;
          }
          Thread.yield();
        }
        unsafe.putReferenceVolatile(ClassLoader.class, systemLoader, heir);
        unsafe.putReferenceVolatile(main, contextLoader, heir);
      }
    }
  }

  /**
   * Returns the name of a loader that the user has asked for as well, and that the JVM has
   * forgotten, because ours came later; or null. Looks into the environment and, on Linux, at the
   * command line; other option files are closed to it.
   */
  private static String loaderOfTheUser() {
    String found = loaderIn(System.getenv("JDK_JAVA_OPTIONS"), ' ');
    if (found == null) {
      found = loaderIn(System.getenv("JAVA_TOOL_OPTIONS"), ' ');
    }
    return found != null ? found : loaderIn(commandLine(), '\0');
  }

  private static String loaderIn(String words, char separator) {
    if (words == null || !words.contains(OPTION)) {
      return null;
    }
    boolean valueFollows = true; // the first word is the java
    int from = 0;
    while (from < words.length()) {
      int end = words.indexOf(separator, from);
      int to = end < 0 ? words.length() : end;
      String word = words.substring(from, to);
      if (word.startsWith(OPTION) && !word.equals(OPTION.concat(SystemLoader.class.getName()))) {
        return word.substring(OPTION.length());
      }
      boolean option = word.startsWith("-") || word.startsWith("@");
      if (word.equals("-jar") || !option && !valueFollows) {
        return null; // the rest is the program's
      }
      valueFollows =
          word.equals("-cp")
              || word.equals("-classpath")
              || word.equals("-p")
              || word.startsWith("--") && word.indexOf('=') < 0;
      from = to + 1;
    }
    return null;
  }

  private static String commandLine() {
    try (FileInputStream file = new FileInputStream("/proc/self/cmdline")) {
      return new String(file.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (Exception e) { // not Linux
      return null;
    }
  }

  /** Makes the user's loader as the JDK would have done. */
  private ClassLoader loaderNamed(String name) {
    SystemLoader.say("the program asks for a system class loader of its own, ".concat(name));
    try {
      return (ClassLoader)
          Class.forName(name, true, application)
              .getDeclaredConstructor(ClassLoader.class)
              .newInstance(application);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make the class loader ".concat(name), e);
    }
  }
}

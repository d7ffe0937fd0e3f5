package smolscale;

import java.util.Map;
import jdk.internal.misc.CDS;
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
  private static final String OURS = "smolscale.SystemLoader";
  private static final int BOOT_LEVEL_NOW = 3;
  private static final int BOOT_LEVEL_LATER = 4;

  /**
   * How long to wait for a thread that was started, in nanoseconds. It takes less than a
   * millisecond; but a JVM that starts none does not say so.
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
      heir; // the agent that becomes the system loader; written before the second thread starts
  private volatile boolean lockIsHeld;
  private volatile boolean givenUp;

  Installation(ClassLoader ours, ClassLoader application) {
    this.ours = ours;
    this.application = application;
    heir = application;
  }

  /**
   * Called by main, at boot level 3.
   *
   * @throws UsersLoaderError if the user has asked for a system class loader as well, and it cannot
   *     be made
   */
  @Override
  public void run() {
    if (isForAnArchive()) {
      return;
    }
    // The initialisers of VirtualThread and ForkJoinPool ask for the system loader, which throws
    // below level 4. No other thread runs Java code yet, so the level may be shown as 4 meanwhile.
    unsafe.putReferenceVolatile(ClassLoader.class, systemLoader, application);
    unsafe.putIntVolatile(VM.class, bootLevel, BOOT_LEVEL_LATER);
    try {
      enter();
      leave();
    } finally {
      unsafe.putIntVolatile(VM.class, bootLevel, BOOT_LEVEL_NOW);
      unsafe.putReferenceVolatile(ClassLoader.class, systemLoader, null);
    }
  }

  /**
   * Returns whether this JVM runs no program but writes an archive of classes. It starts no threads
   * then, and cannot write what our classes hold.
   */
  private static boolean isForAnArchive() {
    try {
      if (!CDS.isDumpingStaticArchive()) {
        return false; // nearly always
      }
      for (String argument : VM.getRuntimeArguments()) {
        if (argument.equals("-Xshare:dump") || argument.equals("-XX:AOTMode=create")) {
          return true;
        }
      }
    } catch (LinkageError e) {
      // A JDK that asks in another way.
    }
    return false; // a program runs, and the JVM takes notes
  }

  /** Installs the scheduler, unless the user has a loader that must take our place. */
  private void enter() {
    String lost = loaderOfTheUser();
    if (lost != null) {
      heir = loaderNamed(lost);
      SystemLoader.say("the program asks for a system class loader of its own, ".concat(lost));
      return;
    }
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
   * forgotten, because ours came later; or null.
   */
  private static String loaderOfTheUser() {
    String[] arguments = VM.getRuntimeArguments(); // of command line, environment and option files
    for (int i = arguments.length - 1; i >= 0; i--) {
      String argument = arguments[i];
      if (argument.startsWith(OPTION) && !argument.equals(OPTION.concat(OURS))) {
        return argument.substring(OPTION.length());
      }
    }
    return null;
  }

  /** Makes the user's loader, or fails, as the JDK would have done. */
  private ClassLoader loaderNamed(String name) {
    try {
      return (ClassLoader)
          Class.forName(name, false, application)
              .getDeclaredConstructor(ClassLoader.class)
              .newInstance(application);
    } catch (Throwable e) {
      throw new UsersLoaderError(name, e);
    }
  }

  /** The user's loader cannot be made, so the JVM does not start: nor would it without us. */
  static final class UsersLoaderError extends Error {
    private static final long serialVersionUID = 1;

    UsersLoaderError(String name, Throwable cause) {
      super(name, cause);
    }
  }
}

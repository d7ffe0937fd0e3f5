package io.smolscale.internal.jdk;

import org.jspecify.annotations.Nullable;

/// The platform threads that smolscale starts: they are nobody's.
///
/// A thread inherits from the one that makes it: thread group, context class loader, inheritable
/// thread locals and priority. Ours are made by whoever happens to be the first to use a scheduler,
/// and outlive it. So each has these from here: a group of its own below the system's, as the JDK's
/// carriers have, the system's class loader, and nobody's values.
public final class OwnThreads {
  private static final ThreadGroup GROUP = new ThreadGroup(system(), "smolscale");
  private static final ClassLoader LOADER = ClassLoader.getSystemClassLoader();

  private OwnThreads() {}

  /// Returns the group of all threads of ours. Code that watches a group of the program's for
  /// threads that were left behind, or waits for them, does not see these.
  public static ThreadGroup group() {
    return GROUP;
  }

  /// Makes a daemon that has not been started.
  @SuppressWarnings("ThreadPriorityCheck") // it is the ordinary one
  public static Thread daemon(String name, Runnable body) {
    return Thread.ofPlatform()
        .group(GROUP)
        .name(name)
        .priority(Thread.NORM_PRIORITY)
        .daemon()
        .inheritInheritableThreadLocals(false) // and so the context class loader is the system's
        .unstarted(body);
  }

  /// Gives a thread of ours its own name, and the priority, context class loader and handler of
  /// exceptions that ours have, whatever its maker or a task may have set. Its thread locals stay,
  /// as in any pool.
  @SuppressWarnings("ThreadPriorityCheck") // it is the ordinary one
  public static void reset(Thread thread, String name) {
    if (!thread.getName().equals(name)) {
      thread.setName(name);
    }
    if (thread.getPriority() != Thread.NORM_PRIORITY) {
      thread.setPriority(Thread.NORM_PRIORITY);
    }
    if (isOther(thread.getContextClassLoader(), LOADER)) {
      thread.setContextClassLoader(LOADER);
    }
    if (isOther(thread.getUncaughtExceptionHandler(), thread.getThreadGroup())) {
      thread.setUncaughtExceptionHandler(null);
    }
  }

  @SuppressWarnings("ReferenceEquality") // one that says that it is equal is another all the same
  private static boolean isOther(@Nullable Object one, @Nullable Object ours) {
    return one != ours;
  }

  private static ThreadGroup system() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup above = group.getParent(); above != null; above = group.getParent()) {
      group = above;
    }
    return group;
  }
}

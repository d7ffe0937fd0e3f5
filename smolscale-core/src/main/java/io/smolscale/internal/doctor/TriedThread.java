package io.smolscale.internal.doctor;

import java.util.concurrent.atomic.AtomicReference;

/// A virtual thread, started like any other, that sees where it runs.
final class TriedThread {
  /// Where a thread runs that does not start.
  static final String NOWHERE = "nowhere";

  private TriedThread() {}

  /// The name of the thread that carried it, after a sleep that brought it back.
  static String carrier() throws InterruptedException {
    AtomicReference<String> name = new AtomicReference<>(NOWHERE);
    try {
      run(name);
    } catch (LinkageError _) {
      return NOWHERE; // a property that the JDK reads keeps it from having virtual threads
    }
    return name.get();
  }

  private static void run(AtomicReference<String> name) throws InterruptedException {
    Thread.startVirtualThread(
            () -> {
              try {
                Thread.sleep(1);
              } catch (InterruptedException _) {
                return; // nobody does
              }
              String me = Thread.currentThread().toString(); // VirtualThread[#22]/runnable@carrier
              name.set(me.substring(me.lastIndexOf('@') + 1));
            })
        .join();
  }
}

package io.smolscale.cli.share;

/// What CPU time is spent on.
public enum Activity {
  /// The program's own code, with what the JDK does for it.
  PROGRAM("program", "the program's own code"),
  /// Reading and writing sockets. Where the other end is on the same machine, the kernel wakes it
  /// within these calls, which only the number of sleepers changes.
  SOCKETS("sockets", "its system calls on sockets"),
  /// Locks and queues between virtual threads.
  HANDING_OVER("handingOver", "handing over: locks and queues between virtual threads"),
  /// Parking, yielding and going on.
  SWITCHING("switching", "switching between virtual threads: park, yield, go on"),
  /// The scheduler itself.
  QUEUES("queues", "the scheduler: run queues, looking for work, waking others"),
  /// Waiting in the place of virtual threads.
  WAITING("waiting", "waiting for sockets and time-outs: pollers, timers"),
  /// Making threads and seeing them end.
  STARTING("starting", "starting and ending threads"),
  /// Handing work to platform threads that wait for it.
  POOLS("pools", "thread pools: their queues, and waking their threads"),
  /// Platform threads that wait in a selector.
  LOOPS("loops", "event loops on platform threads: selecting, and waking them"),
  /// What no scheduler changes.
  JVM("jvm", "the JVM: JIT, GC, and this recording");

  private final String key;
  private final String inWords;

  Activity(String key, String inWords) {
    this.key = key;
    this.inWords = inWords;
  }

  /// Its name in JSON.
  String key() {
    return key;
  }

  String inWords() {
    return inWords;
  }

  /// Returns whether another scheduler of virtual threads could do with less of it.
  boolean isSchedulers() {
    return switch (this) {
      case HANDING_OVER, SWITCHING, QUEUES, WAITING, STARTING -> true;
      case PROGRAM, SOCKETS, POOLS, LOOPS, JVM -> false;
    };
  }

  /// Returns whether there is less of it where the work that platform threads pass on runs on a
  /// scheduler of virtual threads.
  boolean isPlatforms() {
    return this == POOLS || this == LOOPS;
  }
}

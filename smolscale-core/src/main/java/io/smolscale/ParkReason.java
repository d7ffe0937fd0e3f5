package io.smolscale;

/// What a parked virtual thread waits for, as [ThreadCounts] tells it.
public enum ParkReason {
  /// A lock or a monitor that another thread has.
  LOCK,
  /// That something is so: a condition, `Object.wait`, a latch, a semaphore, a future, the end of a
  /// thread.
  CONDITION,
  /// A socket.
  SOCKET,
  /// A time, by a park with a limit of the program's own.
  TIMER,
  /// Something in, or room in, a queue of the JDK's.
  QUEUE,
  /// A time, in `Thread.sleep`.
  SLEEP,
  /// Something else: a park without a limit of the program's or a library's own.
  OTHER
}

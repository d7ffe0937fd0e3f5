package io.smolscale.internal.jdk;

/// The sockets on which virtual threads wait, for somebody to wait on them all.
public interface Sockets {
  /// Returns whether a virtual thread waits for a socket, about: exact for those that have
  /// registered before the call.
  boolean anyWaiting();

  /// Has the worker that [waits][Net#await] return, or the one that waits next. Any thread.
  void wake();

  /// Makes a net, for one thread.
  Net newNet();

  /// Holds the sockets that its thread has found ready, until it [wakes their threads]
  /// [#wakeThreads]: nobody else will find them.
  interface Net extends AutoCloseable {
    /// Waits until a socket is ready or somebody [calls][Sockets#wake], or for the time. One thread
    /// at a time, because it takes the call.
    ///
    /// @param millis how long at most; -1 for no limit
    void await(int millis);

    /// Looks what is ready, without waiting. Any number of threads at once.
    ///
    /// @return whether anything is
    boolean look();

    /// Returns whether it holds any.
    boolean any();

    /// Returns whether its thread looks what is ready, or wakes threads, at this moment. Any
    /// thread; for reports.
    default boolean isServing() {
      return false;
    }

    /// Wakes the threads of the sockets that were found ready.
    void wakeThreads();

    /// Gives its memory back. It holds nothing, and is not used any more.
    @Override
    void close();
  }
}

package io.smolscale.netty;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Starts a thread for each loop of a group.
final class LoopThreads implements Executor {
  private static final Set<Thread> OF_ALL_GROUPS = ConcurrentHashMap.newKeySet();

  private final ThreadFactory threads;
  private final boolean virtual;
  private final String name;
  private final @Nullable Keeper keeper;
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger started = new AtomicInteger();

  /// @param threads makes virtual threads, or Netty's own
  /// @param virtual which of the two
  /// @param name begins their names
  /// @param keeper is told of each loop, if the JVM is to stay for them
  LoopThreads(ThreadFactory threads, boolean virtual, String name, @Nullable Keeper keeper) {
    this.threads = threads;
    this.virtual = virtual;
    this.name = name;
    this.keeper = keeper;
  }

  /// Returns whether the thread runs a loop of any group.
  static boolean isLoop(Thread thread) {
    return OF_ALL_GROUPS.contains(thread);
  }

  /// Returns whether the threads are virtual.
  boolean areVirtual() {
    return virtual;
  }

  /// Returns the threads of the loops that run now.
  Set<Thread> running() {
    return running;
  }

  @Override
  public void execute(Runnable loop) {
    Thread thread = threads.newThread(() -> run(loop));
    thread.setName(name + "-" + started.getAndIncrement());
    enter();
    try {
      thread.start();
    } catch (Throwable e) {
      leave();
      throw e;
    }
  }

  private void run(Runnable loop) {
    Thread thread = Thread.currentThread();
    try {
      running.add(thread);
      OF_ALL_GROUPS.add(thread);
      turn(loop);
    } finally {
      OF_ALL_GROUPS.remove(thread);
      running.remove(thread);
      leave();
    }
  }

  /// With Netty's fast thread-locals, as its own threads have them: without, its pools of buffers
  /// and of objects keep nothing for this thread.
  private void turn(Runnable loop) {
    if (virtual) {
      FastThreadLocalThread.runWithFastThreadLocal(loop);
    } else {
      loop.run();
    }
  }

  private void enter() {
    if (keeper != null) {
      keeper.enter();
    }
  }

  private void leave() {
    if (keeper != null) {
      keeper.leave();
    }
  }
}

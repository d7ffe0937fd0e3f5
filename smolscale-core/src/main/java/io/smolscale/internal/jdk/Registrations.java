package io.smolscale.internal.jdk;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The threads that wait for the descriptors of one poller, in the place of the JDK's own map of
/// them. It tells of each that comes, whichever thread that is: so whoever is to wait for the
/// sockets cannot miss one.
///
/// Behind it are the maps that the JDK used before. A thread that registered there, or is just
/// about to, is found there.
final class Registrations extends AbstractMap<Integer, Thread> {
  private final ConcurrentHashMap<Integer, Thread> threads = new ConcurrentHashMap<>();
  private final Map<Integer, Thread>[] earlier; // by the low bits of the descriptor
  private final Runnable heard;
  private final int last;
  private final @Nullable Consumer<Registrations> end;

  /// Registrations that nothing ends.
  ///
  /// @param earlier the maps of the pollers that it replaces: a power of two
  /// @param heard is run after each registration
  Registrations(Map<Integer, Thread>[] earlier, Runnable heard) {
    this(earlier, heard, -1, null);
  }

  /// Registrations of a poller that has a thread of the JDK's.
  ///
  /// @param last the descriptor for which nobody registers, and whose event ends that thread
  /// @param end is run by it before it ends
  Registrations(
      Map<Integer, Thread>[] earlier,
      Runnable heard,
      int last,
      @Nullable Consumer<Registrations> end) {
    this.earlier = earlier.clone();
    this.heard = heard;
    this.last = last;
    this.end = end;
  }

  /// A thread registers. What is thrown goes to it, and then it has not registered.
  @Override
  public @Nullable Thread put(Integer descriptor, Thread thread) {
    Thread before = threads.put(descriptor, thread);
    try {
      heard.run();
    } catch (Throwable e) {
      threads.remove(descriptor);
      throw e;
    }
    return before;
  }

  @Override
  public @Nullable Thread remove(@Nullable Object key) {
    if (!(key instanceof Integer descriptor)) {
      return null;
    }
    try {
      return removeNow(descriptor);
    } catch (Throwable e) {
      if (descriptor == last) {
        throw e; // it ends a thread of the JDK's
      }
      // The thread reads a socket that is ready, and what it has read must not be lost for an error
      // of ours. At the end of a stack it throws again, as the JDK's own map would.
      return removeNow(descriptor);
    }
  }

  private @Nullable Thread removeNow(Integer descriptor) {
    Thread thread = threads.remove(descriptor);
    if (thread != null) {
      return thread;
    }
    if (descriptor == last && end != null) {
      end.accept(this);
      throw new Ended();
    }
    return earlier[descriptor & (earlier.length - 1)].remove(descriptor);
  }

  /// About: exact for those that have registered before the call. A tool that asks the JVM for this
  /// [may want more][Bell].
  @Override
  public int size() {
    boolean _ = Bell.ring();
    int size = threads.size();
    for (Map<Integer, Thread> map : earlier) {
      size += map.size();
    }
    return size;
  }

  /// Has this done with each descriptor for which somebody waits.
  void forEachDescriptor(IntConsumer action) {
    threads.keySet().forEach(action::accept);
    for (Map<Integer, Thread> map : earlier) {
      map.keySet().forEach(action::accept);
    }
  }

  @Override
  public Set<Entry<Integer, Thread>> entrySet() {
    return threads.entrySet();
  }

  /// Ends a poller's thread of the JDK's, which prints the stack trace of what it is ended by:
  /// there is none.
  private static final class Ended extends RuntimeException {
    private static final long serialVersionUID = 1;

    Ended() {
      super("", null, false, false);
    }

    @Override
    public void printStackTrace() {}
  }
}

package io.smolscale.internal.jdk;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sun.nio.ch.SmolscalePolls;

/// The pollers that the JDK has made, and where it looks them up: two arrays, from which it takes
/// one by the low bits of a descriptor, and one more that may be there for selectors.
final class JdkPollers {
  private static final String POLLER = PollerShape.POLLER;

  /// One poller to read and one to write, each with a thread that we can end.
  private static final Map<String, String> PROPERTIES =
      Map.of("jdk.pollerMode", "1", "jdk.readPollers", "1", "jdk.writePollers", "1");

  private final Object all;
  private final Object readers; // an array of pollers, as the next
  private final Object writers;

  private JdkPollers(Object all) {
    this.all = all;
    readers = SmolscalePolls.get(all, PollerShape.READ_POLLERS);
    writers = SmolscalePolls.get(all, PollerShape.WRITE_POLLERS);
  }

  /// Checks that the user has not asked for the JDK's own.
  static void checkProperties() throws ReflectiveOperationException {
    for (String name : PROPERTIES.keySet()) {
      String value = System.getProperty(name);
      if (value != null) {
        throw new ReflectiveOperationException(
            "-D%s=%s asks for the JDK's pollers; leave it out".formatted(name, value));
      }
    }
  }

  /// Finds them. The JDK makes them now, unless it has: at most two, which takes two descriptors,
  /// and if these cannot be had, no virtual thread can ever wait for a socket. If another thread is
  /// about to make them, this one waits for it.
  ///
  /// @throws NotNow when this very thread is about to make them
  static JdkPollers find() throws ReflectiveOperationException {
    for (Map.Entry<String, String> property : PROPERTIES.entrySet()) {
      System.setProperty(property.getKey(), property.getValue());
    }
    try {
      Class.forName(POLLER, true, null);
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new ReflectiveOperationException("the JDK could not make its pollers: " + e, e);
    } finally {
      for (String name : PROPERTIES.keySet()) {
        System.clearProperty(name);
      }
    }
    Object all = SmolscalePolls.pollers();
    if (all == null) {
      throw new NotNow("the JDK is about to make its pollers");
    }
    JdkPollers pollers = new JdkPollers(all);
    for (Map<Integer, Thread> kept : pollers.maps(pollers.readers)) {
      if (kept.getClass() != ConcurrentHashMap.class) {
        throw new ReflectiveOperationException("another copy of smolscale has them");
      }
    }
    return pollers;
  }

  /// Returns whether there is one to read and one to write, each with a thread of its own.
  boolean areTwo() {
    return SmolscalePolls.get(all, PollerShape.MASTER_POLLER) == null
        && Array.getLength(readers) == 1
        && Array.getLength(writers) == 1;
  }

  /// The first of those that read.
  Object reader() {
    return Array.get(readers, 0);
  }

  /// The first of those that write.
  Object writer() {
    return Array.get(writers, 0);
  }

  /// Returns the maps in which the read pollers keep the threads that wait, in their order.
  Map<Integer, Thread>[] readersMaps() {
    return maps(readers);
  }

  /// Returns the maps in which the write pollers keep the threads that wait, in their order.
  Map<Integer, Thread>[] writersMaps() {
    return maps(writers);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private Map<Integer, Thread>[] maps(Object pollers) {
    Map<Integer, Thread>[] maps = new Map[Array.getLength(pollers)];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = (Map<Integer, Thread>) SmolscalePolls.get(Array.get(pollers, i), PollerShape.MAP);
    }
    return maps;
  }

  /// Has a poller keep the threads that wait in these registrations.
  void keepIn(Object poller, Registrations registrations) {
    SmolscalePolls.set(poller, PollerShape.MAP, registrations);
  }

  /// Has virtual threads find these two in the place of all others. A thread that has found another
  /// before registers there.
  void replaceBy(Object reader, Object writer) {
    VarHandle.releaseFence(); // a thread that finds a poller finds its map
    for (int i = 0; i < Array.getLength(readers); i++) {
      Array.set(readers, i, reader);
    }
    for (int i = 0; i < Array.getLength(writers); i++) {
      Array.set(writers, i, writer);
    }
    // For selectors; and for a thread of a poller before that has yet to begin.
    if (SmolscalePolls.get(all, PollerShape.MASTER_POLLER) != null) {
      SmolscalePolls.set(all, PollerShape.MASTER_POLLER, reader);
    }
  }

  /// Something is missing that may be there later.
  static final class NotNow extends ReflectiveOperationException {
    private static final long serialVersionUID = 1;

    NotNow(String why) {
      super(why);
    }
  }
}

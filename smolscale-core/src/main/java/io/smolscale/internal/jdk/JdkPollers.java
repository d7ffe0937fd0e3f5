package io.smolscale.internal.jdk;

import java.lang.invoke.VarHandle;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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
  private final Field master;
  private final Field map;

  private JdkPollers(Object all) throws ReflectiveOperationException {
    this.all = all;
    readers = accessible(all.getClass(), PollerShape.READ_POLLERS).get(all);
    writers = accessible(all.getClass(), PollerShape.WRITE_POLLERS).get(all);
    master = accessible(all.getClass(), PollerShape.MASTER_POLLER);
    map = accessible(Class.forName(POLLER, false, null), PollerShape.MAP);
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
    Object all = accessible(Class.forName(POLLER), PollerShape.POLLERS).get(null);
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

  /// Whether there is one to read and one to write, each with a thread of its own.
  boolean areTwo() throws ReflectiveOperationException {
    return master.get(all) == null
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

  /// Where those that read keep who waits, in their order.
  Map<Integer, Thread>[] readersMaps() throws ReflectiveOperationException {
    return maps(readers);
  }

  /// Where those that write keep who waits, in their order.
  Map<Integer, Thread>[] writersMaps() throws ReflectiveOperationException {
    return maps(writers);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private Map<Integer, Thread>[] maps(Object pollers) throws ReflectiveOperationException {
    Map<Integer, Thread>[] maps = new Map[Array.getLength(pollers)];
    for (int i = 0; i < maps.length; i++) {
      maps[i] = (Map<Integer, Thread>) map.get(Array.get(pollers, i));
    }
    return maps;
  }

  /// Has a poller keep who waits here.
  void keepIn(Object poller, Registrations registrations) throws ReflectiveOperationException {
    map.set(poller, registrations);
  }

  /// Has virtual threads find these two in the place of all others. One that has found another
  /// before registers there.
  void replaceBy(Object reader, Object writer) throws ReflectiveOperationException {
    VarHandle.releaseFence(); // who finds a poller finds its map
    for (int i = 0; i < Array.getLength(readers); i++) {
      Array.set(readers, i, reader);
    }
    for (int i = 0; i < Array.getLength(writers); i++) {
      Array.set(writers, i, writer);
    }
    // For selectors; and for a thread of a poller before that has yet to begin.
    if (master.get(all) != null) {
      master.set(all, reader);
    }
  }

  private static Field accessible(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  /// Something is missing that may be there later.
  static final class NotNow extends ReflectiveOperationException {
    private static final long serialVersionUID = 1;

    NotNow(String why) {
      super(why);
    }
  }
}

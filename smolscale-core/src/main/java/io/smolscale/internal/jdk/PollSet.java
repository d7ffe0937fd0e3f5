package io.smolscale.internal.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The sockets on which virtual threads wait, as a set that we wait on ourselves. Linux only.
///
/// A virtual thread that would block on a socket registers the descriptor with a `Poller` of the
/// JDK's and parks; a thread of that poller waits in `epoll_wait` and unparks it. This seam puts
/// two pollers of its own, one for reading and one for writing, where the JDK looks them up, and
/// leaves the waiting to its caller. Registering, deregistering and closing stay the JDK's.
///
/// The write poller's epoll set is a member of the read poller's, and so is an event descriptor
/// that wakes whoever waits.
///
/// The JDK is made to start with no pollers at all, and so with no threads for them.
public final class PollSet implements Sockets {
  private static final String POLLER = "sun.nio.ch.Poller";
  private static final String EPOLL = "sun.nio.ch.EPoll";

  /// No threads of the JDK's, nor virtual threads on our workers, that wait for sockets.
  private static final Map<String, String> PROPERTIES =
      Map.of("jdk.pollerMode", "1", "jdk.readPollers", "0", "jdk.writePollers", "0");

  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLLIN = 1;
  private static final long NANOS_BETWEEN_TRIES = 10_000_000;

  // Found once, and constant: the compiler then sees through each handle in the record.
  private static final Seam<Calls> CALLS = Seam.reach(Need.SOCKETS, Calls::find);

  private static @Nullable Seam<PollSet> taken; // guarded by the class

  private final Object readers;
  private final Object writers;
  private final Object wake;
  private final int readSet;
  private final int writeSet;
  private final int wakeDescriptor;

  private PollSet() throws Throwable {
    Calls calls = calls();
    readers = (Object) calls.newPoller.invokeExact(false, true);
    writers = (Object) calls.newPoller.invokeExact(false, false);
    wake = (Object) calls.newEvent.invokeExact();
    readSet = (int) calls.descriptorOfPoller.invokeExact(readers);
    writeSet = (int) calls.descriptorOfPoller.invokeExact(writers);
    wakeDescriptor = (int) calls.descriptorOfEvent.invokeExact(wake);
    add(writeSet);
    add(wakeDescriptor);
  }

  private static Calls calls() {
    return CALLS.orThrow();
  }

  private void add(int descriptor) throws Throwable {
    int error = (int) calls().control.invokeExact(readSet, EPOLL_CTL_ADD, descriptor, EPOLLIN);
    if (error != 0) {
      throw new ReflectiveOperationException("epoll_ctl failed with error " + error);
    }
  }

  /// Takes the sockets over from the JDK's pollers, once in a process. From then on somebody has to
  /// [wait][Net#await] or [look][Net#look] at all times.
  public static synchronized Seam<PollSet> take() {
    if (taken == null) {
      taken =
          CALLS instanceof Seam.Refused<?>(String reason)
              ? new Seam.Refused<>(reason)
              : Seam.reach(Need.SOCKETS, PollSet::replacePollers);
    }
    return taken;
  }

  /// What came of it; before that, whether it could be tried.
  public static synchronized Seam<?> seam() {
    return taken != null ? taken : CALLS;
  }

  private static PollSet replacePollers() throws ReflectiveOperationException {
    for (String name : PROPERTIES.keySet()) {
      String value = System.getProperty(name);
      if (value != null) {
        throw new ReflectiveOperationException(
            "-D%s=%s asks for the JDK's pollers; leave it out".formatted(name, value));
      }
    }
    PROPERTIES.forEach(System::setProperty);
    try {
      Class.forName(POLLER, true, null);
    } finally {
      PROPERTIES.keySet().forEach(System::clearProperty);
    }
    Object pollers = accessible(Class.forName(POLLER), "POLLERS").get(null);
    Field reading = accessible(pollers.getClass(), "readPollers");
    Field writing = accessible(pollers.getClass(), "writePollers");
    if (Array.getLength(reading.get(pollers)) + Array.getLength(writing.get(pollers)) > 0) {
      throw new ReflectiveOperationException(
          "virtual threads have used sockets before; with -javaagent:smolscale.jar it comes first");
    }
    try {
      PollSet set = new PollSet();
      reading.set(pollers, arrayOf(reading, set.readers));
      writing.set(pollers, arrayOf(writing, set.writers));
      return set;
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) { // an IOException
      throw new ReflectiveOperationException(e);
    }
  }

  private static Object arrayOf(Field field, Object element) {
    Object array = Array.newInstance(field.getType().componentType(), 1);
    Array.set(array, 0, element);
    return array;
  }

  private static Field accessible(Class<?> type, String name) throws ReflectiveOperationException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  @Override
  public boolean anyWaiting() {
    return calls().count(readers) > 0 || calls().count(writers) > 0;
  }

  @Override
  public void wake() {
    try {
      calls().set.invokeExact(wake);
    } catch (Throwable e) { // an IOException, when the descriptor is closed, which nobody does
      throw new AssertionError(e);
    }
  }

  @Override
  public Net newNet() {
    try {
      return new Events((long) calls().allocate.invokeExact(Events.CAPACITY));
    } catch (Throwable e) { // no memory, nothing else
      throw new OutOfMemoryError("no native memory for socket events: " + e);
    }
  }

  /// Descriptors that are ready, those to be read first.
  private final class Events implements Net {
    private static final int CAPACITY = 256; // what does not fit stays ready

    private final int[] ready = new int[2 * CAPACITY];
    private final long address; // where the system puts them
    private int reads;
    private int all;
    private boolean called;

    Events(long address) {
      this.address = address;
    }

    @Override
    public void await(int millis) {
      receive(millis);
      if (called) {
        try {
          calls().reset.invokeExact(wake);
        } catch (Throwable e) { // as in wake()
          throw new AssertionError(e);
        }
      }
    }

    @Override
    public boolean look() {
      receive(0); // the call is for whoever waits, and stays
      return any();
    }

    private void receive(int millis) {
      int count = waitFor(readSet, millis);
      boolean anyWrites = false;
      called = false;
      reads = 0;
      for (int i = 0; i < count; i++) {
        int descriptor = calls().descriptorOf(address, i);
        if (descriptor == wakeDescriptor) {
          called = true;
        } else if (descriptor == writeSet) {
          anyWrites = true;
        } else {
          ready[reads++] = descriptor;
        }
      }
      all = reads;
      if (anyWrites) {
        int writes = waitFor(writeSet, 0);
        for (int i = 0; i < writes; i++) {
          ready[all++] = calls().descriptorOf(address, i);
        }
      }
    }

    private int waitFor(int set, int millis) {
      try {
        return Math.max(0, (int) calls().await.invokeExact(set, address, CAPACITY, millis));
      } catch (Throwable e) { // an IOException: there is nothing in these arguments to be refused
        throw new AssertionError("epoll_wait", e);
      }
    }

    @Override
    public boolean any() {
      return all > 0;
    }

    @Override
    public void wakeThreads() {
      for (int i = 0; i < all; i++) {
        wakeThread(i < reads ? readers : writers, ready[i]);
      }
      all = 0;
    }

    @Override
    public void close() {
      try {
        calls().free.invokeExact(address);
      } catch (Throwable e) { // it frees memory
        throw new AssertionError(e);
      }
    }

    /// Nobody else will hear of this descriptor, so where there is no memory it waits for some.
    private void wakeThread(Object poller, int descriptor) {
      while (true) {
        try {
          calls().polled.invokeExact(poller, descriptor);
          return;
        } catch (OutOfMemoryError _) {
          LockSupport.parkNanos(this, NANOS_BETWEEN_TRIES);
        } catch (Throwable e) {
          throw new AssertionError(e);
        }
      }
    }
  }

  /// What is called in the JDK. The types that are not public are `Object` here.
  private record Calls(
      MethodHandle newPoller,
      MethodHandle descriptorOfPoller,
      MethodHandle registered,
      MethodHandle polled,
      MethodHandle newEvent,
      MethodHandle descriptorOfEvent,
      MethodHandle set,
      MethodHandle reset,
      MethodHandle control,
      MethodHandle allocate,
      MethodHandle free,
      MethodHandle await,
      MethodHandle event,
      MethodHandle descriptor) {

    static Calls find() throws ReflectiveOperationException {
      Need.SOCKETS.open();
      Class<?> poller = Class.forName(POLLER, false, null);
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(poller, MethodHandles.lookup());
      Class<?> epollPoller = Class.forName("sun.nio.ch.EPollPoller", false, null);
      Class<?> event = Class.forName("sun.nio.ch.EventFD", false, null);
      Class<?> epoll = Class.forName(EPOLL, false, null);
      Constructor<?> newPoller = epollPoller.getDeclaredConstructor(boolean.class, boolean.class);
      newPoller.setAccessible(true);
      Constructor<?> newEvent = event.getDeclaredConstructor();
      newEvent.setAccessible(true);
      return new Calls(
          generic(lookup.unreflectConstructor(newPoller)),
          method(lookup, poller, "fdVal", int.class),
          method(lookup, poller, "registered", int.class),
          method(lookup, poller, "polled", void.class, int.class),
          generic(lookup.unreflectConstructor(newEvent)),
          method(lookup, event, "efd", int.class),
          method(lookup, event, "set", void.class),
          method(lookup, event, "reset", void.class),
          function(lookup, epoll, "ctl", int.class, int.class, int.class, int.class, int.class),
          function(lookup, epoll, "allocatePollArray", long.class, int.class),
          function(lookup, epoll, "freePollArray", void.class, long.class),
          function(lookup, epoll, "wait", int.class, int.class, long.class, int.class, int.class),
          function(lookup, epoll, "getEvent", long.class, long.class, int.class),
          function(lookup, epoll, "getDescriptor", int.class, long.class));
    }

    private static MethodHandle method(
        MethodHandles.Lookup lookup,
        Class<?> type,
        String name,
        Class<?> result,
        Class<?>... parameters)
        throws ReflectiveOperationException {
      return generic(
          lookup.findVirtual(type, name, MethodType.methodType(result, List.of(parameters))));
    }

    private static MethodHandle function(
        MethodHandles.Lookup lookup,
        Class<?> type,
        String name,
        Class<?> result,
        Class<?>... parameters)
        throws ReflectiveOperationException {
      return lookup.findStatic(type, name, MethodType.methodType(result, List.of(parameters)));
    }

    private static MethodHandle generic(MethodHandle handle) {
      return handle.asType(handle.type().erase());
    }

    int count(Object poller) {
      try {
        return (int) registered.invokeExact(poller);
      } catch (Throwable e) { // it reads the size of a map
        throw new AssertionError(e);
      }
    }

    int descriptorOf(long address, int i) {
      try {
        return (int) descriptor.invokeExact((long) event.invokeExact(address, i));
      } catch (Throwable e) { // it reads memory
        throw new AssertionError(e);
      }
    }
  }
}

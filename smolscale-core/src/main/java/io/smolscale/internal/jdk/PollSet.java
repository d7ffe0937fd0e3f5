package io.smolscale.internal.jdk;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.SmolscalePolls;

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
  private static final String POLLER = PollerShape.POLLER;

  /// No threads of the JDK's, nor virtual threads on our workers, that wait for sockets.
  private static final List<String> PROPERTIES =
      List.of("jdk.pollerMode", "jdk.readPollers", "jdk.writePollers");

  private static final List<String> VALUES = List.of("1", "0", "0");

  private static final long NANOS_BETWEEN_TRIES = 10_000_000;

  private static final Seam<Boolean> CALLS = Seam.reach(Need.SOCKETS, new Calls());

  private static @Nullable Seam<PollSet> taken; // guarded by the class

  private final Object readers;
  private final Object writers;
  private final Object wake;
  private final int readSet;
  private final int writeSet;
  private final int wakeDescriptor;

  private PollSet() throws IOException {
    readers = SmolscalePolls.newPoller(true);
    writers = SmolscalePolls.newPoller(false);
    wake = SmolscalePolls.newEvent();
    readSet = SmolscalePolls.descriptorOfPoller(readers);
    writeSet = SmolscalePolls.descriptorOfPoller(writers);
    wakeDescriptor = SmolscalePolls.descriptorOfEvent(wake);
    add(writeSet);
    add(wakeDescriptor);
  }

  private void add(int descriptor) throws IOException {
    int error = SmolscalePolls.add(readSet, descriptor);
    if (error != 0) {
      throw new IOException("epoll_ctl failed with error " + error);
    }
  }

  /// Takes the sockets over from the JDK's pollers, once in a process. From then on somebody has to
  /// [wait][Net#await] or [look][Net#look] at all times.
  public static synchronized Seam<PollSet> take() {
    if (taken == null) {
      taken =
          CALLS instanceof Seam.Refused<?>(String reason)
              ? new Seam.Refused<>(reason)
              : Seam.reach(Need.SOCKETS, new Replacement());
    }
    return taken;
  }

  /// What came of it; before that, whether it could be tried.
  public static synchronized Seam<?> seam() {
    return taken != null ? taken : CALLS;
  }

  /// No lambda: this is on the way of the first virtual thread.
  private static final class Replacement implements Seam.Reach<PollSet> {
    @Override
    public PollSet get() throws ReflectiveOperationException {
      return replacePollers();
    }
  }

  private static PollSet replacePollers() throws ReflectiveOperationException {
    for (String name : PROPERTIES) {
      String value = System.getProperty(name);
      if (value != null) {
        throw new ReflectiveOperationException(
            "-D%s=%s asks for the JDK's pollers; leave it out".formatted(name, value));
      }
    }
    for (int i = 0; i < PROPERTIES.size(); i++) {
      System.setProperty(PROPERTIES.get(i), VALUES.get(i));
    }
    try {
      Class.forName(POLLER, true, null);
    } finally {
      for (String name : PROPERTIES) {
        System.clearProperty(name);
      }
    }
    Object pollers = accessible(Class.forName(POLLER), PollerShape.POLLERS).get(null);
    Field reading = accessible(pollers.getClass(), PollerShape.READ_POLLERS);
    Field writing = accessible(pollers.getClass(), PollerShape.WRITE_POLLERS);
    if (Array.getLength(reading.get(pollers)) + Array.getLength(writing.get(pollers)) > 0) {
      throw new ReflectiveOperationException(
          "virtual threads have used sockets before; with -javaagent:smolscale.jar it comes first");
    }
    try {
      PollSet set = new PollSet();
      reading.set(pollers, arrayOf(reading, set.readers));
      writing.set(pollers, arrayOf(writing, set.writers));
      return set;
    } catch (IOException e) {
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
    return SmolscalePolls.registered(readers) > 0 || SmolscalePolls.registered(writers) > 0;
  }

  @Override
  public void wake() {
    try {
      SmolscalePolls.set(wake);
    } catch (IOException e) { // when the descriptor is closed, which nobody does
      throw new AssertionError(e);
    }
  }

  @Override
  public Net newNet() {
    return new Events(SmolscalePolls.allocate(Events.CAPACITY));
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
          SmolscalePolls.reset(wake);
        } catch (IOException e) { // as in wake()
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
        int descriptor = SmolscalePolls.descriptor(address, i);
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
          ready[all++] = SmolscalePolls.descriptor(address, i);
        }
      }
    }

    private int waitFor(int set, int millis) {
      try {
        return Math.max(0, SmolscalePolls.await(set, address, CAPACITY, millis));
      } catch (IOException e) { // there is nothing in these arguments to be refused
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
      SmolscalePolls.free(address);
    }

    /// Nobody else will hear of this descriptor, so where there is no memory it waits for some.
    private void wakeThread(Object poller, int descriptor) {
      while (true) {
        try {
          SmolscalePolls.polled(poller, descriptor);
          return;
        } catch (OutOfMemoryError _) {
          LockSupport.parkNanos(this, NANOS_BETWEEN_TRIES);
        }
      }
    }
  }

  /// Makes the calls into the JDK linkable, after a look at whether it has what they call: once
  /// `Poller` has been initialised without pollers, it is too late to refuse.
  private static final class Calls implements Seam.Reach<Boolean> {
    @Override
    public Boolean get() throws ReflectiveOperationException {
      Need.SOCKETS.open();
      PollerShape.check(new PollerShape.OfJdk());
      Class<?> poller = Class.forName(POLLER, false, null);
      Bridge.define(poller, BridgeClasses.SMOLSCALE_POLLS);
      return true;
    }
  }
}

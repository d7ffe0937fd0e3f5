package sun.nio.ch;

import java.io.IOException;
import jdk.internal.misc.Unsafe;

/**
 * What smolscale asks of {@code sun.nio.ch}, as plain calls: this class is put into that package
 * while the program runs. The types that are not public are {@code Object} here.
 *
 * <p>Not for anybody else; it comes and goes with smolscale's versions.
 */
public final class SmolscalePolls {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();

  private SmolscalePolls() {}

  /** Returns where the JDK looks pollers up; null while it makes them. */
  public static Object pollers() {
    return UNSAFE.getReferenceVolatile(
        Poller.class, UNSAFE.objectFieldOffset(Poller.class, "POLLERS"));
  }

  /** Returns the value of a field of these, or of a poller. */
  public static Object get(Object in, String field) {
    return UNSAFE.getReferenceVolatile(in, UNSAFE.objectFieldOffset(owner(in), field));
  }

  /** Sets a field of these, or of a poller. */
  public static void set(Object in, String field, Object value) {
    UNSAFE.putReferenceVolatile(in, UNSAFE.objectFieldOffset(owner(in), field), value);
  }

  private static Class<?> owner(Object in) {
    return in instanceof Poller ? Poller.class : in.getClass();
  }

  /** Makes a poller, for reading or for writing, that nobody waits in yet. */
  public static Object newPoller(boolean read) throws IOException {
    return new EPollPoller(false, read);
  }

  /** Returns the descriptor of a poller's epoll set. */
  public static int descriptorOfPoller(Object poller) {
    return ((Poller) poller).fdVal();
  }

  /** Returns how many threads wait for a descriptor of a poller. */
  public static int registered(Object poller) {
    return ((Poller) poller).registered();
  }

  /** Wakes the thread that waits for a descriptor, which is ready. */
  public static void polled(Object poller, int descriptor) {
    ((Poller) poller).polled(descriptor);
  }

  /** Has a poller watch a descriptor, once, though nobody may wait for it. */
  public static void arm(Object poller, int descriptor) throws IOException {
    ((Poller) poller).implRegister(descriptor);
  }

  /** Makes an event: a descriptor that is ready once somebody has set it. */
  public static Object newEvent() throws IOException {
    return new EventFD();
  }

  /** Returns the descriptor of an event. */
  public static int descriptorOfEvent(Object event) {
    return ((EventFD) event).efd();
  }

  /** Makes an event ready. */
  public static void set(Object event) throws IOException {
    ((EventFD) event).set();
  }

  /** Takes back that an event is ready. */
  public static void reset(Object event) throws IOException {
    ((EventFD) event).reset();
  }

  /** Closes an event. */
  public static void close(Object event) throws IOException {
    ((EventFD) event).close();
  }

  /** Takes a descriptor out of an epoll set, if it is in it. */
  public static void remove(int set, int descriptor) {
    int ignored = EPoll.ctl(set, EPoll.EPOLL_CTL_DEL, descriptor, 0);
  }

  /** Adds a descriptor to an epoll set, to be read; returns 0, or the error. */
  public static int add(int set, int descriptor) {
    return EPoll.ctl(set, EPoll.EPOLL_CTL_ADD, descriptor, EPoll.EPOLLIN);
  }

  /** Waits until a descriptor of a set is ready; returns how many are. */
  public static int await(int set, long address, int most, int millis) throws IOException {
    return EPoll.wait(set, address, most, millis);
  }

  /** Returns the address of memory for so many ready descriptors. */
  public static long allocate(int most) {
    return EPoll.allocatePollArray(most);
  }

  /** Gives such memory back. */
  public static void free(long address) {
    EPoll.freePollArray(address);
  }

  /** Returns one of the ready descriptors. */
  public static int descriptor(long address, int i) {
    return EPoll.getDescriptor(EPoll.getEvent(address, i));
  }
}

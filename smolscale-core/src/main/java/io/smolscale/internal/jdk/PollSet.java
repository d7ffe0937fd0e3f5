package io.smolscale.internal.jdk;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import sun.nio.ch.SmolscalePolls;

/// The sockets on which virtual threads wait, as a set that we wait on ourselves. Linux only.
///
/// A virtual thread that would block on a socket registers the descriptor with a `Poller` of the
/// JDK's and parks; a thread of that poller waits in `epoll_wait` and unparks it. This seam leaves
/// the waiting to its caller. Registering, deregistering and closing stay the JDK's; but the map in
/// which a poller keeps the threads that wait is [ours][Registrations], which tells of each.
///
/// The write poller's epoll set is a member of the read poller's, and so is an event descriptor
/// that wakes the worker that waits.
///
/// ## Which pollers
///
/// Virtual threads on other schedulers, or the JDK itself, may come first, or at the same time. At
/// no moment does one find no poller, or one that nobody serves:
///
/// - *Usually we come first.* The JDK makes one poller to read and one to write, with a thread
///   each. They become ours: their maps are replaced, and an event that is meant for nobody ends
///   their threads.
/// - *Where the JDK came first* it has as many as it likes. They and their threads stay, for those
///   that have registered with them or are about to. Two of our own take their places where the JDK
///   looks them up. A thread that closes a socket asks ours which threads wait, and ours ask the
///   ones before.
///
/// ## What can fail
///
/// Descriptors may have run out. Then nothing has been touched, and a later call tries again. The
/// JDK's class would be of no use for ever if it could not be initialised; so it is only where more
/// descriptors are free than it takes.
public final class PollSet implements Sockets {
  private static final String POLLER = PollerShape.POLLER;
  private static final int RESERVE = 8; // descriptors that must be free; the JDK takes two

  private static final Seam<Boolean> CALLS = Seam.reach(Need.SOCKETS, new Calls());

  // No lock: its holder would wait for the JDK's class, whose initialiser may wait for the lock.
  private static final AtomicBoolean BUSY = new AtomicBoolean();
  private static volatile @Nullable Seam<PollSet> taken; // what came of the last try
  private static volatile boolean mayTryAgain = true;

  private final JdkPollers before;
  private final boolean adopted; // the JDK's pollers, and not two of our own
  private final Object wake;
  private final Object readers;
  private final Object writers;
  private final int wakeDescriptor;
  private final int readSet;
  private final int writeSet;

  /// Makes a set that nobody has found yet.
  ///
  /// @param wake an event descriptor
  private PollSet(Object wake, JdkPollers before, Runnable heard) throws Throwable {
    this.before = before;
    this.wake = wake;
    adopted = before.areTwo();
    Object[] made = adopted ? new Object[] {before.reader(), before.writer()} : OurPollers.both();
    readers = made[0];
    writers = made[1];
    wakeDescriptor = SmolscalePolls.descriptorOfEvent(wake);
    readSet = SmolscalePolls.descriptorOfPoller(readers);
    writeSet = SmolscalePolls.descriptorOfPoller(writers);
    add(readSet, writeSet);
    try {
      add(readSet, wakeDescriptor);
      if (adopted) {
        adopt(heard);
      } else {
        before.keepIn(readers, new Registrations(before.readersMaps(), heard));
        before.keepIn(writers, new Registrations(before.writersMaps(), heard));
      }
    } catch (Throwable e) {
      SmolscalePolls.remove(readSet, writeSet);
      throw e;
    }
  }

  /// Replaces the maps of the JDK's two pollers, and ends their threads. Nothing fails any more
  /// once that has begun.
  private void adopt(Runnable heard) throws Throwable {
    PollerEnd ends = new PollerEnd(2);
    Registrations reading =
        new Registrations(before.readersMaps(), heard, wakeDescriptor, ends.of(readers));
    Registrations writing =
        new Registrations(before.writersMaps(), heard, wakeDescriptor, ends.of(writers));
    add(writeSet, wakeDescriptor);
    before.keepIn(readers, reading);
    before.keepIn(writers, writing);
    SmolscalePolls.set(wake);
    ends.await();
    SmolscalePolls.remove(writeSet, wakeDescriptor);
    SmolscalePolls.reset(wake);
  }

  private static void add(int set, int descriptor) throws IOException {
    int error = SmolscalePolls.add(set, descriptor);
    if (error != 0) {
      throw new IOException("epoll_ctl failed with error " + error);
    }
  }

  /// Takes the sockets over from the JDK's pollers, once in a process. The caller then has somebody
  /// [wait][Net#await] or [look][Net#look] at all times, and then the set [put in place]
  /// [#putInPlace]. Does not wait for another thread that is taking them.
  ///
  /// @param heard is run by each thread that has registered; it must not block
  public static Seam<PollSet> take(Runnable heard) {
    if (CALLS instanceof Seam.Refused<?>(String reason)) {
      return new Seam.Refused<>(reason);
    }
    if (mayTryAgain && BUSY.compareAndSet(false, true)) {
      try {
        if (mayTryAgain) {
          taken = Seam.reach(Need.SOCKETS, new Try(heard));
        }
      } finally {
        BUSY.set(false);
      }
    }
    Seam<PollSet> now = taken;
    return now != null
        ? now
        : new Seam.Refused<>(Need.SOCKETS.what() + ": another thread is about to take them");
  }

  /// Returns whether [#take] may have another outcome later.
  public static boolean mayTryAgain() {
    return mayTryAgain && CALLS instanceof Seam.Bound<?>;
  }

  /// What came of it; before that, whether it could be tried.
  public static Seam<?> seam() {
    Seam<PollSet> now = taken;
    return now != null ? now : CALLS;
  }

  /// No lambda: this is on the way of the first virtual thread.
  private record Try(Runnable heard) implements Seam.Reach<PollSet> {
    @Override
    public PollSet get() throws ReflectiveOperationException {
      return tryToTake(heard);
    }
  }

  private static PollSet tryToTake(Runnable heard) throws ReflectiveOperationException {
    JdkPollers.checkProperties();
    Object wake = null;
    try {
      wake = SmolscalePolls.newEvent();
      reserve();
      PollSet set = new PollSet(wake, JdkPollers.find(), heard);
      mayTryAgain = false;
      return set;
    } catch (JdkPollers.NotNow e) {
      close(wake);
      throw e;
    } catch (IOException | OutOfMemoryError e) {
      close(wake);
      throw new JdkPollers.NotNow(e.getMessage() + "; it is tried again later");
    } catch (Throwable e) {
      close(wake);
      mayTryAgain = false;
      throw e instanceof ReflectiveOperationException known
          ? known
          : new ReflectiveOperationException(e.toString(), e);
    }
  }

  /// Takes some descriptors and gives them back.
  private static void reserve() throws Throwable {
    Object[] events = new Object[RESERVE];
    try {
      for (int i = 0; i < RESERVE; i++) {
        events[i] = SmolscalePolls.newEvent();
      }
    } finally {
      for (Object event : events) {
        close(event);
      }
    }
  }

  private static void close(@Nullable Object event) {
    if (event != null) {
      try {
        SmolscalePolls.close(event);
      } catch (Throwable _) {
        // it is as closed as it can be
      }
    }
  }

  /// Has virtual threads find the set from now on. By now somebody waits in it, or looks at it.
  public void putInPlace() {
    if (!adopted) {
      before.replaceBy(readers, writers);
    }
  }

  /// The two pollers that we made, kept where something else failed: they cannot be closed.
  private static final class OurPollers { // guarded by BUSY
    private static @Nullable Object reader;
    private static @Nullable Object writer;

    static Object[] both() throws Throwable {
      if (reader == null) {
        reader = SmolscalePolls.newPoller(true);
      }
      if (writer == null) {
        writer = SmolscalePolls.newPoller(false);
      }
      return new Object[] {reader, writer};
    }
  }

  /// Returns the descriptor of the call to the worker that waits.
  int call() {
    return wakeDescriptor;
  }

  /// Takes the call back: it was heard.
  void resetCall() {
    try {
      SmolscalePolls.reset(wake);
    } catch (IOException e) { // when the descriptor is closed, which nobody does
      throw new AssertionError(e);
    }
  }

  /// Returns the epoll set of the threads that would read. The other set is a member of it.
  int readSet() {
    return readSet;
  }

  /// Returns the epoll set of the threads that would write.
  int writeSet() {
    return writeSet;
  }

  /// Wakes the thread that waits for a descriptor.
  ///
  /// @param reads whether it would read, and not write
  void wakeThread(boolean reads, int descriptor) {
    SmolscalePolls.polled(reads ? readers : writers, descriptor);
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
    return new PollNet(this);
  }

  /// Makes the calls into the JDK linkable, after a look at whether it has what they call: once the
  /// sockets are on their way to us, it is too late to refuse.
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

package io.smolscale.internal.jdk;

import io.smolscale.internal.queue.Retry;
import java.io.IOException;
import sun.nio.ch.SmolscalePolls;

/// What is ready in a [PollSet], for one worker: descriptors, those to be read first.
final class PollNet implements Sockets.Net {
  private static final int CAPACITY = 256; // what does not fit stays ready

  private final PollSet set;

  // Copies, and no calls: an error in one would come between an event and its thread.
  private final int call;
  private final int readSet;
  private final int writeSet;

  private final int[] ready = new int[2 * CAPACITY];
  private final long address = SmolscalePolls.allocate(CAPACITY); // where the system puts them
  private int reads;
  private int all;
  private int woken; // of all, so far
  private int received; // events there, of which so many have been read:
  private int read;
  private boolean ofWrites; // they come from the write set
  private boolean anyWrites;
  private boolean called;

  /// Plain, with a system call between its stores: for reports, to which any value that was there a
  /// moment ago will do.
  private boolean serving;

  /// Has nothing yet.
  PollNet(PollSet set) {
    this.set = set;
    call = set.call();
    readSet = set.readSet();
    writeSet = set.writeSet();
  }

  @Override
  public void await(int millis) {
    receive(millis);
    if (called) {
      set.resetCall();
    }
  }

  @Override
  public boolean look() {
    serving = true;
    receive(0); // the call is for the worker that waits, and stays
    serving = false;
    return any();
  }

  @Override
  public boolean isServing() {
    return serving;
  }

  private void receive(int millis) {
    called = false;
    anyWrites = false;
    ofWrites = false;
    reads = 0;
    all = 0;
    woken = 0;
    read = 0;
    received = 0;
    received = waitFor(readSet, millis);
    readAll();
  }

  /// The system gives each event once. So how far this has come stands in fields: after an error it
  /// goes on from there ([#wakeThreads]).
  private void readAll() {
    while (read < received || anyWrites) {
      if (read < received) {
        int descriptor = SmolscalePolls.descriptor(address, read);
        read++;
        if (ofWrites) {
          ready[all++] = descriptor;
        } else if (descriptor == call) {
          called = true;
        } else if (descriptor == writeSet) {
          anyWrites = true;
        } else {
          ready[all++] = descriptor;
          reads = all;
        }
      } else {
        received = waitFor(writeSet, 0);
        read = 0;
        ofWrites = true;
        anyWrites = false;
      }
    }
  }

  private int waitFor(int epoll, int millis) {
    try {
      int count = SmolscalePolls.await(epoll, address, CAPACITY, millis);
      return count > 0 ? count : 0;
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
    serving = true;
    readAll();
    while (woken < all) {
      wakeThread(woken < reads, ready[woken]);
      woken++;
    }
    all = 0;
    serving = false;
  }

  @Override
  public void close() {
    SmolscalePolls.free(address);
  }

  /// Nobody else will hear of this descriptor, so where there is no memory it waits for some.
  private void wakeThread(boolean toRead, int descriptor) {
    while (true) {
      try {
        set.wakeThread(toRead, descriptor);
        return;
      } catch (OutOfMemoryError _) {
        Retry.pause(this);
      }
    }
  }
}

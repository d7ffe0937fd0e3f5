package io.smolscale.testkit;

import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.jdk.Vm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/// Plays a JDK in plain Java, for tests without any seam: its virtual threads are [PlayedThread]s,
/// and a scheduler is asked for the same things, by the same threads and in the same situations as
/// by a JDK.
public final class PlayedVm implements Vm {
  private final Map<Thread, PlayedThread> mounted = new ConcurrentHashMap<>();

  @Override
  public Seam<ThreadFactory> threads(Host host) {
    return new Seam.Bound<>(body -> new PlayedThread(this, host, body));
  }

  @Override
  public Thread carrier() {
    return Thread.currentThread() instanceof PlayedThread thread
        ? thread.carrier()
        : Thread.currentThread();
  }

  @Override
  public Thread mountedOn(Thread carrier) {
    PlayedThread thread = mounted.get(carrier);
    return thread == null ? carrier : thread;
  }

  void mount(PlayedThread thread, Thread carrier) {
    mounted.put(carrier, thread);
  }

  void unmount(Thread carrier) {
    mounted.remove(carrier);
  }
}

package io.smolscale.internal.jdk;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;

/// The virtual threads of the JDK that runs us. To that JDK a [Host] is an executor, so it does not
/// learn which threads are new: all are continued.
public final class Jdk25 implements Vm {
  /// There is one.
  public static final Vm VM = new Jdk25();

  private static final AtomicBoolean SAID_WHAT_IS_MISSING = new AtomicBoolean();

  private Jdk25() {}

  @Override
  public Seam<ThreadFactory> threads(Host host) {
    Seam<ThreadFactory> threads = VirtualThreadBuilders.factory(new VmExecutor(host));
    if (threads instanceof Seam.Bound<?>
        && Carrier.seam() instanceof Seam.Refused<?>(String reason)
        && SAID_WHAT_IS_MISSING.compareAndSet(false, true)) {
      Log.tell(System.Logger.Level.WARNING, Need.CARRIER.without() + ": " + reason);
    }
    return threads;
  }

  @Override
  public Thread carrier() {
    return Carrier.current();
  }

  @Override
  public Thread mountedOn(Thread carrier) {
    return MountedThread.on(carrier);
  }
}

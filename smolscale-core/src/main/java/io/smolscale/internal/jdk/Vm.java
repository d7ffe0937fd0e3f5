package io.smolscale.internal.jdk;

import java.util.concurrent.ThreadFactory;

/// Where a scheduler's virtual threads come from. [Jdk25] gets them out of a stock JDK 25 by way of
/// the seams; a JDK with a hook of its own would be one more implementation, and a test plays one
/// in plain Java.
public interface Vm {
  /// Makes virtual threads, unstarted and without a name, that the host schedules; or says why
  /// there are none.
  Seam<ThreadFactory> threads(Host host);

  /// The platform thread that runs this call: the one that the current virtual thread is mounted
  /// on, or the current thread. Called on each submission.
  Thread carrier();

  /// Returns the virtual thread that is mounted on this platform thread, or the platform thread
  /// itself. True at some moment: a caller that needs to know about a span of time asks again. For
  /// reports.
  Thread mountedOn(Thread carrier);
}

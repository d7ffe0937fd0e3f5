package io.smolscale.internal.profile;

import io.smolscale.internal.jdk.StandIn;
import java.util.function.Consumer;

/// One run of a virtual thread, from where it can go on to where it blocks, yields or ends.
///
/// @param thread what the VM gives us to run
/// @param site whose it is
/// @param since when it could go on
/// @param ran is told of the thread after the run
record TimedRun(Runnable thread, Site site, long since, Consumer<Runnable> ran) implements StandIn {
  @Override
  public Runnable behind() {
    return thread;
  }

  @Override
  public void run() {
    long from = System.nanoTime();
    try {
      thread.run();
    } finally {
      site.ran(since, from, System.nanoTime());
      ran.accept(thread);
    }
  }
}

package io.smolscale.internal.entry;

import io.smolscale.internal.jdk.OpenPackages;
import io.smolscale.internal.runtime.Takeover;

/// The half of the entry that needs JDK 25. `smolscale.SystemLoader` on the boot class path calls
/// it by name, before the program is loaded.
public final class Entry implements Runnable {
  /// Puts the JVM's virtual threads on the global scheduler.
  @Override
  public void run() {
    OpenPackages.openOnDemand();
    Takeover.run();
  }
}

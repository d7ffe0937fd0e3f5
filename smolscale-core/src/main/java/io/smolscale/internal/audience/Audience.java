package io.smolscale.internal.audience;

import io.smolscale.SchedulerBeans;
import io.smolscale.internal.jdk.Observers;
import io.smolscale.internal.jfr.Recorder;

/// Serves those who observe this JVM now. Run by a thread that has time.
public final class Audience implements Runnable {
  private static boolean records; // guarded by the class

  /// Called by name.
  public Audience() {}

  @Override
  public void run() {
    if (Observers.isBeanServerThere()) {
      SchedulerBeans.register();
    }
    if (Observers.isRecorderThere()) {
      record();
    }
  }

  private static synchronized void record() {
    if (!records) {
      records = true;
      Recorder.begin();
    }
  }
}

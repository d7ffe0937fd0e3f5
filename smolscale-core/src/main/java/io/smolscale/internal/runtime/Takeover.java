package io.smolscale.internal.runtime;

import io.smolscale.internal.jdk.Carrier;
import io.smolscale.internal.jdk.DefaultScheduler;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.LateHost;
import io.smolscale.internal.jdk.Need;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.jdk.VmExecutor;
import java.util.function.Supplier;

/// Puts every virtual thread of the JVM on the global scheduler: what the entry and the agent have
/// in common.
///
/// Whatever goes wrong, the program starts: one line on standard error says what, and the program
/// runs on the JDK's own scheduler.
public final class Takeover {
  private static boolean hasRun; // guarded by the class

  private Takeover() {}

  /// Returns whether it was done before, with whatever outcome.
  public static synchronized boolean hasRun() {
    return hasRun;
  }

  /// Does it once, unless a setting says not to, or makes no sense. The scheduler itself comes with
  /// the first virtual thread.
  public static synchronized void run() {
    if (hasRun) {
      return;
    }
    hasRun = true;
    try {
      if (Global.settings().jdk()) {
        Proof.off("switched off by the setting smolscale.scheduler");
        return; // the user asked for it, and knows
      }
      LateHost host = new LateHost(new FirstUse());
      if (Carrier.seam() instanceof Seam.Refused<?>(String reason)) {
        stepAside(reason);
      } else if (DefaultScheduler.install(new VmExecutor(host))
          instanceof Seam.Refused<?>(String reason)) {
        stepAside(reason);
      } else {
        Global.agentIsOn(host);
        Proof.on();
      }
    } catch (IllegalArgumentException e) {
      stepAside(String.valueOf(e.getMessage()));
    }
  }

  /// Says why the program runs without us, and leaves it at that.
  public static synchronized void stepAside(String why) {
    hasRun = true;
    Proof.off(why);
    System.err.println("smolscale: " + why + "; the program runs on the JDK's own scheduler");
  }

  /// There is a first virtual thread, or a first scheduler of the program's own. The thread that
  /// starts it may be initialising the very class of the JDK's that has the sockets, so this does
  /// not touch it. No lambda: this runs at the start of each JVM.
  private static final class FirstUse implements Supplier<Host> {
    @Override
    public Host get() {
      Global.pollSocketsSoon(new WhatIsMissing());
      return Global.hostOfAll();
    }
  }

  /// What every virtual thread needs is there; says what else is not.
  private static final class WhatIsMissing implements Runnable {
    @Override
    public void run() {
      for (Need need : Need.values()) {
        if (!need.isForReports() && need.seam() instanceof Seam.Refused<?>(String reason)) {
          System.err.println("smolscale: " + reason + "; without it, " + need.without());
        }
      }
    }
  }
}

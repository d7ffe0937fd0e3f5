package io.smolscale.agent;

import io.smolscale.internal.jdk.Carrier;
import io.smolscale.internal.jdk.DefaultScheduler;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.LateHost;
import io.smolscale.internal.jdk.Need;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.jdk.VmExecutor;
import io.smolscale.internal.runtime.Global;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/// Puts every virtual thread of the JVM on the global scheduler.
///
/// Whatever goes wrong, the program starts: one line on standard error says what, and the program
/// runs on the JDK's own scheduler.
final class Agent {
  private Agent() {}

  /// Called by `AgentMain`, by name, because that class is compiled for an older Java.
  ///
  /// @param options what stands behind `=` on the command line; there are none yet
  static void install(@Nullable String options, Instrumentation instrumentation) {
    if (options != null && !options.isBlank()) {
      stepAside("unknown agent option \"" + options + "\"; settings are -Dsmolscale.… properties");
      return;
    }
    try {
      if (Global.settings().jdk()) {
        Proof.off("switched off by the setting smolscale.scheduler");
        return; // the user asked for it, and knows
      }
      if (Global.isAgentOn()) {
        return; // named twice
      }
      DefaultScheduler.openPackages(instrumentation);
      LateHost host = new LateHost(Agent::begin);
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

  /// There is a first virtual thread, or a first scheduler of the program's own.
  private static Host begin() {
    Host host = Global.hostOfAll();
    Global.pollSockets();
    sayWhatIsMissing();
    return host;
  }

  /// What every virtual thread needs is there; something else may not be.
  private static void sayWhatIsMissing() {
    for (Need need : Need.values()) {
      if (need.seam() instanceof Seam.Refused<?>(String reason)) {
        System.err.println("smolscale: " + reason + "; without it, " + need.without());
      }
    }
  }

  private static void stepAside(String why) {
    Proof.off(why);
    System.err.println("smolscale: " + why + "; the program runs on the JDK's own scheduler");
  }
}

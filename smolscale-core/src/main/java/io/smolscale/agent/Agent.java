package io.smolscale.agent;

import io.smolscale.internal.jdk.Carrier;
import io.smolscale.internal.jdk.DefaultScheduler;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.LateHost;
import io.smolscale.internal.jdk.Need;
import io.smolscale.internal.jdk.Seam;
import io.smolscale.internal.jdk.VmExecutor;
import io.smolscale.internal.runtime.AgentOptions;
import io.smolscale.internal.runtime.Global;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/// Puts every virtual thread of the JVM on the global scheduler.
///
/// Whatever goes wrong, the program starts: one line on standard error says what, and the program
/// runs on the JDK's own scheduler.
final class Agent {
  private static @Nullable String
      decided; // the options of whoever came first; guarded by the class

  private Agent() {}

  /// Called by `AgentMain`, by name, because that class is compiled for an older Java. Who names
  /// the agent twice, in `JAVA_TOOL_OPTIONS` and on the command line for instance, has it once: the
  /// first has decided what became of it.
  ///
  /// @param options what stands behind `=` on the command line: see [AgentOptions]
  static synchronized void install(@Nullable String options, Instrumentation instrumentation) {
    String asked = options == null ? "" : options.strip();
    if (decided == null) {
      decided = asked;
      begin(asked, instrumentation);
    } else if (!asked.isEmpty() && !asked.equals(decided)) {
      System.err.println(
          "smolscale: the agent was named before, so the options \""
              + asked
              + "\" of the second -javaagent do not count; -Dsmolscale.… properties do");
    }
  }

  private static void begin(String options, Instrumentation instrumentation) {
    try {
      AgentOptions.give(options);
      if (Global.settings().jdk()) {
        Proof.off("switched off by the setting smolscale.scheduler");
        return; // the user asked for it, and knows
      }
      DefaultScheduler.openPackages(instrumentation);
      LateHost host = new LateHost(Agent::makeHost);
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
  private static Host makeHost() {
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

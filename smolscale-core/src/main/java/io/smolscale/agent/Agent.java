package io.smolscale.agent;

import io.smolscale.internal.jdk.DefaultScheduler;
import io.smolscale.internal.runtime.AgentOptions;
import io.smolscale.internal.runtime.Takeover;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/// Opens what the JDK has closed, by the means of an agent, and puts every virtual thread of the
/// JVM on the global scheduler.
final class Agent {
  private static @Nullable String
      first; // the options of the first -javaagent; guarded by the class

  private Agent() {}

  /// Called by `AgentMain`, by name, because that class is compiled for an older Java. If the
  /// command line names smolscale twice (the agent in `JAVA_TOOL_OPTIONS` and once more, say, or
  /// the option file and the agent), the first has decided what became of it.
  ///
  /// @param options what stands behind `=` on the command line: see [AgentOptions]
  static synchronized void install(@Nullable String options, Instrumentation instrumentation) {
    String asked = options == null ? "" : options.strip();
    if (!Takeover.hasRun()) {
      first = asked;
      begin(asked, instrumentation);
    } else if (!asked.isEmpty() && !asked.equals(first)) {
      System.err.println(
          "smolscale: the command line names smolscale before, so the options \""
              + asked
              + "\" of this -javaagent do not count; -Dsmolscale.… properties do");
    }
  }

  private static void begin(String options, Instrumentation instrumentation) {
    try {
      AgentOptions.give(options);
    } catch (IllegalArgumentException e) {
      Takeover.stepAside(String.valueOf(e.getMessage()));
      return;
    }
    DefaultScheduler.openPackages(instrumentation);
    Takeover.run();
  }
}

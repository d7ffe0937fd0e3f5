package io.smolscale.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * Where the JVM enters the agent. Compiled for Java 8, so that an old JVM can load it and say what
 * is missing; everything else is in {@code Agent}, which needs JDK 25.
 *
 * <p>Whatever goes wrong here, the program starts: the agent says one line and steps aside.
 */
public final class AgentMain {
  private static final int NEEDED = 25;

  private AgentMain() {}

  /** {@code -javaagent:smolscale.jar=options}. */
  public static void premain(String options, Instrumentation instrumentation) {
    start(options, instrumentation);
  }

  /** {@code Launcher-Agent-Class}, and attaching to a running JVM. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    start(options, instrumentation);
  }

  private static void start(String options, Instrumentation instrumentation) {
    if (feature(System.getProperty("java.specification.version")) < NEEDED) {
      stepAside("needs JDK 25 or newer, this is " + System.getProperty("java.version"));
      return;
    }
    try {
      Class.forName("io.smolscale.agent.Agent")
          .getDeclaredMethod("install", String.class, Instrumentation.class)
          .invoke(null, options, instrumentation);
    } catch (InvocationTargetException e) {
      stepAside("could not start: " + e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      stepAside("could not start: " + e);
    }
  }

  /** 8 from {@code 1.8}, 25 from {@code 25}. */
  private static int feature(String specificationVersion) {
    String old = "1.";
    return Integer.parseInt(
        specificationVersion.startsWith(old)
            ? specificationVersion.substring(old.length())
            : specificationVersion);
  }

  private static void stepAside(String why) {
    System.err.println("smolscale: " + why + "; the program runs on the JDK's own scheduler");
  }
}

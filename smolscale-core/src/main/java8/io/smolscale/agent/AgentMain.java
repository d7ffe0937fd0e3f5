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
  /** The oldest JDK that will do. */
  static final int NEEDED = 25;

  private static String given;

  private AgentMain() {}

  /** {@code -javaagent:smolscale.jar=options}. */
  public static void premain(String options, Instrumentation instrumentation) {
    start(options, instrumentation);
  }

  /** {@code Launcher-Agent-Class}, and attaching to a running JVM. */
  public static void agentmain(String options, Instrumentation instrumentation) {
    start(options, instrumentation);
  }

  /**
   * Returns what stood behind the agent on the command line of this JVM: {@code =options}, or
   * nothing; null if this JVM has no agent.
   */
  static String given() {
    return given;
  }

  private static void start(String options, Instrumentation instrumentation) {
    if (given == null || given.isEmpty()) {
      given = options == null ? "" : "=" + options;
    }
    if (feature() < NEEDED) {
      stepAside(tooOld());
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

  /** Returns the Java of this JVM: 8 where it says {@code 1.8}, 25 where it says {@code 25}. */
  static int feature() {
    String version = System.getProperty("java.specification.version");
    String old = "1.";
    return Integer.parseInt(version.startsWith(old) ? version.substring(old.length()) : version);
  }

  /** Returns what to say about a JVM that is older than needed. */
  static String tooOld() {
    return "needs JDK " + NEEDED + " or newer, this is " + System.getProperty("java.version");
  }

  private static void stepAside(String why) {
    System.err.println("smolscale: " + why + "; the program runs on the JDK's own scheduler");
  }
}

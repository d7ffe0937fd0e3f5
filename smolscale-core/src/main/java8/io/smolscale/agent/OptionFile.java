package io.smolscale.agent;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The options that put a JVM on smolscale: the agent, and the two that spare a program the price of
 * having one, where the JVM at hand knows them.
 */
final class OptionFile {
  static final String NO_REPORTS = "-XX:-DoJVMTIVirtualThreadTransitions";
  private static final String UNLOCK = "-XX:+UnlockExperimentalVMOptions";

  private OptionFile() {}

  /** The options as words of a command line, and for the agent those that it has in this JVM. */
  static List<String> options() throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    options.add("-javaagent:" + jar() + AgentMain.given());
    if (jvmAccepts(UNLOCK, NO_REPORTS)) {
      options.add(UNLOCK);
      options.add(NO_REPORTS);
    }
    return options;
  }

  /** The lines of an option file for {@code java @file}. */
  static List<String> lines() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("# smolscale: java @this-file -jar app.jar");
    List<String> options = options();
    lines.add(quoted(options.get(0)));
    if (options.contains(NO_REPORTS)) {
      lines.add(
          "# No reports about virtual threads to tools: switches are cheaper. A debugger or a");
      lines.add("# native profiler may end or hang this JVM then: with one, take these two out.");
      lines.addAll(options.subList(1, options.size()));
    }
    return lines;
  }

  /** This jar. */
  static File jar() {
    try {
      return new File(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The java that runs this. */
  static String java() {
    return new File(System.getProperty("java.home"), "bin/java").getPath();
  }

  /** As the java launcher reads it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]*")
        ? argument
        : '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** A JVM does not start with an option that it does not know. */
  private static boolean jvmAccepts(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(java());
    command.addAll(Arrays.asList(options));
    command.add("-version");
    Process probe = new ProcessBuilder(command).redirectErrorStream(true).start();
    probe.getOutputStream().close();
    while (probe.getInputStream().read() >= 0) {
      // what it says does not matter
    }
    return probe.waitFor() == 0;
  }
}

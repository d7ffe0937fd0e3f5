package io.smolscale.agent;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code java -jar smolscale.jar args}: prints an option file for {@code java @file}.
 *
 * <p>The file names the agent, and the two options that spare a program the price of having one,
 * where the JVM at hand knows them. Compiled for Java 8, so that an old JVM can say what it lacks.
 */
public final class Main {
  private static final String ARGS = "args";
  private static final String UNLOCK = "-XX:+UnlockExperimentalVMOptions";
  private static final String NO_REPORTS = "-XX:-DoJVMTIVirtualThreadTransitions";
  private static final int MISUSE = 2;

  private Main() {}

  /** Prints what was asked for; exits with 2 if that is nothing we know. */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 1 && ARGS.equals(args[0])) {
      optionFile().forEach(System.out::println);
    } else if (args.length == 0 || Arrays.asList("-h", "--help").contains(args[0])) {
      usage(System.out);
    } else {
      System.err.println("smolscale: unknown: " + String.join(" ", args));
      usage(System.err);
      System.exit(MISUSE);
    }
  }

  private static void usage(PrintStream to) {
    to.println(
        "smolscale is a scheduler for virtual threads, and this jar is its agent and library.");
    to.println();
    to.println("  java -javaagent:" + jar() + " -jar app.jar");
    to.println("      runs a program on it.");
    to.println("  java -jar " + jar() + " " + ARGS + " > smolscale.args");
    to.println("  java @smolscale.args -jar app.jar");
    to.println(
        "      the same, and cheaper: as the file also turns off what the JVM reports about");
    to.println(
        "      virtual threads to debuggers and profilers. Make it with the java that will run");
    to.println("      the program.");
  }

  private static List<String> optionFile() throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    lines.add("# smolscale: java @this-file -jar app.jar");
    lines.add(quoted("-javaagent:" + jar()));
    if (jvmAccepts(UNLOCK, NO_REPORTS)) {
      lines.add(
          "# No reports about virtual threads to debuggers and profilers: switches are cheaper.");
      lines.add(UNLOCK);
      lines.add(NO_REPORTS);
    } else {
      System.err.println(
          "smolscale: this java ("
              + System.getProperty("java.version")
              + ") has no option "
              + NO_REPORTS
              + "; the file goes without");
    }
    return lines;
  }

  /** As the java launcher reads it. */
  private static String quoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]*")
        ? argument
        : '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static File jar() {
    try {
      return new File(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A JVM does not start with an option that it does not know. */
  private static boolean jvmAccepts(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(new File(System.getProperty("java.home"), "bin/java").getPath());
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

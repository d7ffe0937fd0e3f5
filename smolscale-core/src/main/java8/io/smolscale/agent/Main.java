package io.smolscale.agent;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;

/**
 * {@code java -jar smolscale.jar}: examines this java and says whether virtual threads would run on
 * smolscale; with {@code args} it prints an option file for {@code java @file}.
 *
 * <p>Compiled for Java 8, so that an old JVM can say what it lacks.
 */
public final class Main {
  private static final String ARGS = "args";
  private static final String DOCTOR = "doctor";
  private static final String JSON = "--json";
  private static final int MISUSE = 2;

  private Main() {}

  /**
   * Prints what was asked for; exits with 2 if that is nothing we know, and with 1 if the doctor
   * found that virtual threads would not run on smolscale.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = Arrays.asList(args);
    if (words.contains("-h") || words.contains("--help")) {
      usage(System.out);
    } else if (words.isEmpty() || words.equals(Arrays.asList(DOCTOR))) {
      System.exit(DoctorStart.examine(false));
    } else if (words.equals(Arrays.asList(JSON)) || words.equals(Arrays.asList(DOCTOR, JSON))) {
      System.exit(DoctorStart.examine(true));
    } else if (words.equals(Arrays.asList(ARGS))) {
      optionFile();
    } else {
      System.err.println("smolscale: unknown: " + String.join(" ", args));
      usage(System.err);
      System.exit(MISUSE);
    }
  }

  private static void usage(PrintStream to) {
    String jar = OptionFile.jar().toString();
    to.println(
        "smolscale is a scheduler for virtual threads, and this jar is its agent and library.");
    to.println();
    to.println("  java -jar " + jar + " [" + DOCTOR + "] [" + JSON + "]");
    to.println("      examines this java: would virtual threads run on smolscale, and if not, why");
    to.println("      not? Exits with 1 if not.");
    to.println("  java -javaagent:" + jar + " -jar app.jar");
    to.println("      runs a program on it.");
    to.println("  java -jar " + jar + " " + ARGS + " > smolscale.args");
    to.println("  java @smolscale.args -jar app.jar");
    to.println(
        "      the same, and cheaper: the file also turns off what the JVM reports about virtual");
    to.println(
        "      threads to tools. Not for use with a debugger or a native profiler, which may hang");
    to.println("      the JVM then. Make it with the java that will run the program.");
    to.println();
    to.println("SMOLSCALE_SCHEDULER=jdk in the environment switches it off.");
  }

  private static void optionFile() throws IOException, InterruptedException {
    List<String> lines = OptionFile.lines();
    lines.forEach(System.out::println);
    if (!lines.contains(OptionFile.NO_REPORTS)) {
      System.err.println(
          "smolscale: this java ("
              + System.getProperty("java.version")
              + ") has no option "
              + OptionFile.NO_REPORTS
              + "; the file goes without");
    }
  }
}

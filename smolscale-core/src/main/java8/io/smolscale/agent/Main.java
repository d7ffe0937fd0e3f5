package io.smolscale.agent;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@code java -jar smolscale.jar}: examines this java and says whether virtual threads would run on
 * smolscale; with {@code args} it prints an option file.
 *
 * <p>Compiled for Java 8, so that an old JVM can say what it lacks.
 */
public final class Main {
  private static final String ARGS = "args";
  private static final String DOCTOR = "doctor";
  private static final String JSON = "--json";
  private static final String VM_OPTIONS = "--vm-options";
  private static final String ONE_LINE = "--one-line";
  private static final String BOOT_JAR = "--boot-jar";
  private static final int MISUSE = 2;
  private static final int FAILED = 1;

  private Main() {}

  /**
   * Prints what was asked for; exits with 2 if that is nothing we know, and with 1 if the doctor
   * found that virtual threads would not run on smolscale, or no option file can be made.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(Arrays.asList(args));
    if (words.contains("-h") || words.contains("--help")) {
      usage(System.out);
    } else if (words.contains("--version")) {
      System.out.println("smolscale " + OptionFile.version());
    } else if (words.remove(ARGS)) {
      System.exit(optionFile(words));
    } else {
      boolean named = words.remove(DOCTOR);
      boolean json = words.remove(JSON);
      String file = words.isEmpty() || words.get(0).startsWith("-") ? null : words.remove(0);
      if (!words.isEmpty()) {
        System.exit(misuse(words.get(0)));
      }
      if (!named && file != null && !new File(file).isFile()) {
        System.exit(misuse(file)); // a word that was mistyped
      }
      System.exit(DoctorStart.examine(json, file));
    }
  }

  private static int misuse(String word) {
    System.err.println("smolscale: unknown: " + word);
    usage(System.err);
    return MISUSE;
  }

  private static void usage(PrintStream to) {
    String jar = "java -jar " + OptionFile.jar();
    to.println("smolscale is a scheduler for virtual threads, and this jar is all of it.");
    to.println();
    to.println("  " + jar + " args > smolscale.args");
    to.println("  java @smolscale.args -jar app.jar");
    to.println("      runs a program on it. The first command writes the option file, and beside");
    to.println("      this jar the one that the file puts on the boot class path.");
    to.println(
        "      " + ONE_LINE + "       in one line, for JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS");
    to.println("      " + VM_OPTIONS + "     for -XX:VMOptionsFile=FILE");
    to.println("      " + BOOT_JAR + " FILE  puts the second jar elsewhere");
    to.println("  " + jar + " [" + DOCTOR + "] [" + JSON + "] [FILE]");
    to.println("      examines this java, or an option file: would virtual threads run on");
    to.println("      smolscale, and if not, why not? Exits with 1 if not.");
    to.println("  java -javaagent:" + OptionFile.jar() + " -jar app.jar");
    to.println("      the same as an agent, for 10 to 30 % more where threads switch a lot, and");
    to.println("      later at the start; for programs with an AOT cache or a CDS archive.");
    to.println();
    to.println("SMOLSCALE_SCHEDULER=jdk in the environment switches it off.");
  }

  private static int optionFile(List<String> words) {
    OptionFile.Form form = OptionFile.Form.ARGUMENT_FILE;
    File boot = null;
    while (!words.isEmpty()) {
      String word = words.remove(0);
      if (word.equals(VM_OPTIONS)) {
        form = OptionFile.Form.VM_OPTIONS_FILE;
      } else if (word.equals(ONE_LINE)) {
        form = OptionFile.Form.ONE_LINE;
      } else if (word.equals(BOOT_JAR) && !words.isEmpty()) {
        boot = new File(words.remove(0));
      } else {
        return misuse(word);
      }
    }
    if (AgentMain.feature() < AgentMain.NEEDED) {
      System.err.println(
          "smolscale: "
              + AgentMain.tooOld()
              + "; run this with the java that will run the program: /path/to/jdk-"
              + AgentMain.NEEDED
              + "/bin/java -jar "
              + OptionFile.jar()
              + " args");
      return FAILED;
    }
    try {
      for (String line : OptionFile.lines(form, OptionFile.makeBootJar(boot))) {
        System.out.println(line);
      }
      return 0;
    } catch (IOException | IllegalArgumentException e) {
      System.err.println("smolscale: " + e.getMessage());
      return FAILED;
    }
  }
}

package io.smolscale.agent;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the doctor examine a JVM that was started as a program would be: the same java, with the
 * options of the option file and the settings that this JVM was given.
 */
final class DoctorStart {
  private static final String DOCTOR = "io.smolscale.internal.doctor.Doctor";
  private static final String SETTINGS = "smolscale.";
  private static final int UNWELL = 1;

  private DoctorStart() {}

  /** Prints what it found; returns 0 if virtual threads run on smolscale, or 1. */
  static int examine(boolean json) throws IOException, InterruptedException {
    if (AgentMain.feature() < AgentMain.NEEDED) {
      String problem = AgentMain.tooOld() + " (" + System.getProperty("java.home") + ")";
      if (json) {
        System.out.println(
            "{\n  \"onSmolscale\": false,\n  \"verdict\": " + quoted(problem) + "\n}");
      } else {
        System.out.println("Not well: smolscale " + problem + ".");
        System.out.println("Run this again with the java of a JDK " + AgentMain.NEEDED + ".");
      }
      return UNWELL;
    }
    List<String> options = OptionFile.options();
    List<String> command = new ArrayList<>();
    command.add(OptionFile.java());
    command.addAll(options);
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(SETTINGS)) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.add("-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors());
    command.add("-cp");
    command.add(OptionFile.jar().getPath());
    command.add(DOCTOR);
    command.add(OptionFile.jar().getPath());
    command.add(options.contains(OptionFile.NO_REPORTS) ? "reports=off" : "reports=on");
    if (json) {
      command.add("--json");
    }
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

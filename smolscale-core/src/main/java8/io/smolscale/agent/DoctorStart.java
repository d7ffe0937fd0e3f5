package io.smolscale.agent;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Has the doctor examine a JVM that was started as a program would be: the same java, with an
 * option file and the settings that this JVM was given.
 */
final class DoctorStart {
  private static final String DOCTOR = "io.smolscale.internal.doctor.Doctor";
  private static final String SETTINGS = "smolscale.";
  private static final String SETTINGS_OF_JDK = "jdk.virtualThreadScheduler.";
  private static final int UNWELL = 1;

  private DoctorStart() {}

  /**
   * Prints what it found.
   *
   * @param file the option file to examine, or null for what {@code args} would write; a JVM that
   *     has the agent examines the agent
   * @return 0 if virtual threads run on smolscale, or 1
   */
  static int examine(boolean json, String file) throws IOException, InterruptedException {
    if (AgentMain.feature() < AgentMain.NEEDED) {
      return tell(
          AgentMain.tooOld() + " (" + System.getProperty("java.home") + ")",
          "Run this again with the java of a JDK " + AgentMain.NEEDED + ".",
          json);
    }
    List<String> command = new ArrayList<>();
    command.add(OptionFile.java());
    File temporary = null;
    if (AgentMain.given() != null) {
      command.add("-javaagent:" + OptionFile.jar() + AgentMain.given());
    } else if (file == null) {
      File boot;
      try {
        boot = OptionFile.makeBootJar(null);
      } catch (IOException e) { // the folder is not for us to write to; args will say so
        temporary = File.createTempFile("smolscale-boot", ".jar");
        boot = OptionFile.makeBootJar(temporary);
      }
      command.addAll(OptionFile.words(boot));
    } else {
      List<String> words = OptionFile.read(new File(file));
      String problem = problemOf(file, words);
      if (problem != null) {
        return tell(
            problem,
            "Make the file again:  java -jar " + OptionFile.jar() + " args > " + file,
            json);
      }
      command.addAll(words);
    }
    for (String name : System.getProperties().stringPropertyNames()) {
      if (name.startsWith(SETTINGS) || name.startsWith(SETTINGS_OF_JDK)) {
        command.add("-D" + name + "=" + System.getProperty(name));
      }
    }
    command.add("-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors());
    command.add("-cp");
    command.add(OptionFile.jar().getPath());
    command.add(DOCTOR);
    command.add(OptionFile.jar().getPath());
    command.add(AgentMain.given() != null ? "agent" : "entry");
    if (json) {
      command.add("--json");
    }
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } finally {
      if (temporary != null) {
        Files.deleteIfExists(temporary.toPath());
      }
    }
  }

  /**
   * Returns why no JVM starts with this option file, or why not on this smolscale; or null.
   *
   * @param words what is in it, or null if there is no such file
   */
  private static String problemOf(String file, List<String> words) throws IOException {
    if (words == null) {
      return "there is no file " + file;
    }
    for (String word : words) {
      if (!word.startsWith(OptionFile.BOOT_PATH)) {
        continue;
      }
      File boot = new File(word.substring(OptionFile.BOOT_PATH.length()));
      if (!boot.isFile()) {
        return file + " names " + boot + ", which is not there: no java starts with it";
      }
      return BootJar.isOf(OptionFile.jar(), boot)
          ? null
          : file + " names " + boot + ", which is of another version than " + OptionFile.jar();
    }
    return file
        + " has no "
        + OptionFile.BOOT_PATH
        + ": an older smolscale wrote it, or nobody did";
  }

  private static int tell(String problem, String advice, boolean json) {
    if (json) {
      System.out.println("{\n  \"onSmolscale\": false,\n  \"verdict\": " + quoted(problem) + "\n}");
    } else {
      System.out.println("Not well: " + problem + ".");
      System.out.println(advice);
    }
    return UNWELL;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

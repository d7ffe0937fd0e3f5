package com.example.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The adapters in each form of a program: on the class path or the module path, with the option
/// file, as a library alone, and with no option at all.
class FormsIT {
  /// It holds the classes that are on the path already.
  private static final String OWN_JAR = "smolscale-consumer-";

  static List<String> forms() {
    return List.of(System.getProperty("forms").split(","));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void theProgramRunsOnOurThreads(String form) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(form));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
    assertEquals(0, process.exitValue(), output);
    String said = output.lines().filter(line -> line.startsWith("app: ")).findFirst().orElse("");
    String expected =
        form.equals("jdk")
            ? "app: [, ForkJoinPool-worker]"
            : "app: [, own-worker, smolscale-worker]";
    assertEquals(expected, said.replace("-spare", "-worker"), output);
    assertFalse(output.contains("WARNING: package"), output);
  }

  private static List<String> options(String form) {
    String optionFile = "@" + System.getProperty("option.file");
    List<String> opens =
        List.of(
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
    List<String> opensModule =
        List.of(
            "--add-opens=java.base/java.lang=io.smolscale",
            "--add-opens=java.base/sun.nio.ch=io.smolscale");
    return switch (form) {
      case "option-file" -> with(List.of(optionFile), onClassPath());
      case "library" -> with(opens, onClassPath());
      case "no-options" -> onClassPath();
      case "module-path" -> with(opensModule, onModulePath());
      case "module-path-option-file" -> with(List.of(optionFile), onModulePath());
      case "jdk" -> with(List.of("-Dsmolscale.scheduler=jdk"), onClassPath());
      default -> throw new IllegalArgumentException("no form " + form);
    };
  }

  private static List<String> with(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static List<String> onClassPath() {
    return List.of("-cp", path(), "com.example.consumer.App");
  }

  private static List<String> onModulePath() {
    return List.of("-p", path(), "-m", "com.example.consumer/com.example.consumer.App");
  }

  /// The program's classes and what it depends on, without what the tests do.
  private static String path() {
    String libraries =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> entry.endsWith(".jar"))
            .filter(entry -> !entry.matches(".*(junit|opentest4j|apiguardian|surefire|failsafe).*"))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(OWN_JAR))
            .collect(Collectors.joining(File.pathSeparator));
    return System.getProperty("classes") + File.pathSeparator + libraries;
  }
}

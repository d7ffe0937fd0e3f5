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
    String output = outputOf("com.example.consumer.App", form);
    String said = output.lines().filter(line -> line.startsWith("app: ")).findFirst().orElse("");
    String expected =
        form.equals("jdk")
            ? "app: [, ForkJoinPool-worker, own-loop, smolscale-loop]"
            : "app: [, own-loop, own-worker, smolscale-loop, smolscale-worker]";
    assertEquals(expected, said.replace("-spare", "-worker"), output);
    assertFalse(output.contains("WARNING: package"), output);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void tomcatsLoopsAreInsideWhereThereIsOne(String form) throws Exception {
    String output = outputOf("com.example.consumer.Web", form);
    String said = output.lines().filter(line -> line.startsWith("web: ")).findFirst().orElse("");
    if (form.equals("jdk") || form.equals("no-options")) {
      assertTrue(said.startsWith("web: inside false, Thread["), output);
      assertTrue(output.contains("Tomcat's own threads, as "), output);
    } else {
      assertTrue(said.startsWith("web: inside true, VirtualThread["), output);
      assertTrue(said.contains("@smolscale-worker"), output);
    }
  }

  private static String outputOf(String main, String form) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options(form, main));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), output);
    assertEquals(0, process.exitValue(), output);
    return output;
  }

  private static List<String> options(String form, String main) {
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
      case "option-file" -> with(List.of(optionFile), onClassPath(main));
      case "library" -> with(opens, onClassPath(main));
      case "no-options" -> onClassPath(main);
      case "module-path" -> with(opensModule, onModulePath(main));
      case "module-path-option-file" -> with(List.of(optionFile), onModulePath(main));
      case "jdk" -> with(List.of("-Dsmolscale.scheduler=jdk"), onClassPath(main));
      default -> throw new IllegalArgumentException("no form " + form);
    };
  }

  private static List<String> with(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static List<String> onClassPath(String main) {
    return List.of("-cp", path(), main);
  }

  private static List<String> onModulePath(String main) {
    return List.of("-p", path(), "-m", "com.example.consumer/" + main);
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

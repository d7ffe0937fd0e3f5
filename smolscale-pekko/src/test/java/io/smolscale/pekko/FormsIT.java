package io.smolscale.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.pekko.programs.Shop;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The packaged jar in JVMs of their own: as a library alone, with the option file, on the class
/// path and on the module path.
class FormsIT {
  private static final Path JAR = Path.of(System.getProperty("smolscale.jar"));
  private static final Path PEKKO_JAR = Path.of(System.getProperty("pekko.jar"));
  private static final String OPENS = "--add-opens=java.base/java.lang=";

  @Test
  void asALibraryWithItsOptionBothKindsOfActorsRun() throws Exception {
    List<String> said = run(List.of(OPENS + "ALL-UNNAMED", "-cp", path(jars(true))), main());
    assertThat(said)
        .anyMatch(line -> line.startsWith("actor Thread[#") && line.contains(",smolscale-"))
        .anyMatch(line -> line.startsWith("blocking VirtualThread[") && has(line, "@smolscale-"))
        .anyMatch(line -> line.startsWith("virtual VirtualThread[") && has(line, "@ForkJoinPool-"))
        .anyMatch(line -> line.startsWith("later smolscale-"));
  }

  @Test
  void withoutAnyOptionPlainActorsRunAndTheOthersSayWhatIsMissing() throws Exception {
    List<String> said = run(List.of("-cp", path(jars(true))), main());
    assertThat(said)
        .anyMatch(line -> line.startsWith("actor Thread[#") && line.contains(",smolscale-"))
        .anyMatch(line ->
            line.startsWith(
                    "refused dispatcher \"smolscale.pekko.blocking-dispatcher\" needs virtual"
                        + " threads of smolscale: ")
                && line.contains(OPENS + "ALL-UNNAMED"))
        .anyMatch(line -> line.startsWith("later smolscale-"));
  }

  /// The option file brings smolscale; actors and all virtual threads share its workers.
  @Test
  void withTheOptionFileActorsShareTheWorkersOfAllVirtualThreads() throws Exception {
    List<String> said =
        run(List.of("@" + JAR.resolveSibling("smolscale.args"), "-cp", path(jars(false))), main());
    assertThat(said)
        .anyMatch(line -> line.startsWith("actor Thread[#") && line.contains(",smolscale-"))
        .anyMatch(line -> line.startsWith("blocking VirtualThread[") && has(line, "@smolscale-"))
        .anyMatch(line -> line.startsWith("virtual VirtualThread[") && has(line, "@smolscale-"))
        .anyMatch(line -> line.startsWith("later smolscale-"));
  }

  /// Pekko's jars are automatic modules, and so is ours.
  @Test
  void onTheModulePathBothKindsOfActorsRun() throws Exception {
    List<String> said =
        run(
            List.of(
                OPENS + "io.smolscale",
                "-p",
                path(jars(true)),
                "--add-modules=io.smolscale,io.smolscale.pekko,pekko.actor",
                "-cp",
                tests()),
            main());
    assertThat(said)
        .contains("module io.smolscale.pekko")
        .anyMatch(line -> line.startsWith("actor Thread[#") && line.contains(",smolscale-"))
        .anyMatch(line -> line.startsWith("blocking VirtualThread[") && has(line, "@smolscale-"));
  }

  private static boolean has(String line, String part) {
    return line.contains(part);
  }

  private static List<String> main() {
    return List.of("-Dconfig.resource=shop.conf", Shop.class.getName());
  }

  /// Pekko and what it needs, our jar, and, if wanted, smolscale.
  private static List<String> jars(boolean smolscale) {
    List<String> jars = new ArrayList<>();
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> entry.matches(".*/(pekko-actor_2|scala-library|config-)[^/]*\\.jar"))
        .forEach(jars::add);
    assertThat(jars).hasSize(3);
    jars.add(PEKKO_JAR.toString());
    if (smolscale) {
      jars.add(JAR.toString());
    }
    return jars;
  }

  private static String path(List<String> entries) {
    return String.join(File.pathSeparator, entries) + File.pathSeparator + tests();
  }

  private static String tests() {
    return Path.of(Shop.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .toString();
  }

  /// Runs it to its end, which must be a good one, and returns what it said.
  private static List<String> run(List<String> options, List<String> what)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(what);
    Path out = Files.createTempFile("smolscale-pekko", ".out");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SMOLSCALE_"));
    List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
        .forEach(builder.environment()::remove);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(Systems.LIMIT.toSeconds(), TimeUnit.SECONDS);
      List<String> said = Files.readAllLines(out);
      assertThat(ended).as("it has ended: %s", said).isTrue();
      assertThat(process.exitValue()).as("%s", said).isZero();
      return said;
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(out);
    }
  }
}

package io.smolscale.agent;

import static io.smolscale.agent.AgentIT.assertOnSmolscale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.apps.EveryWay;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `java -jar smolscale.jar args > smolscale.args`, and then `java @smolscale.args`, or wherever
/// else such options stand.
class OptionFileIT {
  private static final String LOADER = "-Djava.system.class.loader=smolscale.SystemLoader";

  @TempDir private Path folder;

  @Test
  void theBuildMakesOne() throws Exception {
    assertThat(Files.readAllLines(WayIn.file()))
        .contains("-Xbootclasspath/a:" + bootJar(), LOADER)
        .noneMatch(line -> line.contains("-javaagent") || line.startsWith("-XX"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a \"quoted\" folder @home 100%", "#1 it's back\\slash"})
  void anyPathInAnyForm(String name) throws Exception {
    Path jar = Files.createDirectory(folder.resolve(name)).resolve("s.jar");
    Files.copy(Program.jar(), jar);
    Path file = folder.resolve("file");

    Files.write(file, args(jar));
    Program program = Program.of(EveryWay.class).option("@" + file);
    assertOnSmolscale(program.run().assertQuiet());
    assertDoctorLikes(jar, file);

    Files.write(file, args(jar, "--vm-options"));
    program =
        Program.of(EveryWay.class).environment("JAVA_TOOL_OPTIONS", "-XX:VMOptionsFile=" + file);
    assertOnSmolscale(program.run().assertComplained("Picked up"));
    assertDoctorLikes(jar, file);

    List<String> line = args(jar, "--one-line");
    assertThat(line).hasSize(1);
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      program = Program.of(EveryWay.class).environment(variable, line.getFirst());
      assertOnSmolscale(program.run().assertComplained("Picked up"));
    }
    assertDoctorLikes(jar, Files.write(file, line));
  }

  /// Java writes and reads names in the encoding of the locale; this one knows all characters.
  @Test
  void aPathWithLettersOfOtherAlphabets() throws Exception {
    Result result =
        Program.of(EveryWay.class)
            .environment("LC_ALL", "C.UTF-8")
            .option("@" + folder + "/file")
            .inShell(
                "d=$(printf '%s/gr\\303\\274\\303\\237e' '"
                    + folder
                    + "'); mkdir \"$d\";"
                    + " cp '"
                    + Program.jar()
                    + "' \"$d/s.jar\";"
                    + " \"$1\" -jar \"$d/s.jar\" args > '"
                    + folder
                    + "/file';"
                    + " \"$1\" -jar \"$d/s.jar\" doctor '"
                    + folder
                    + "/file' > /dev/null || exit 9")
            .run();
    assertOnSmolscale(result.assertQuiet());
  }

  @Test
  void aQuoteOfEachKindIsTooMuchForTheJvm() throws Exception {
    Path jar = folder.resolve("it's a \"jar\".jar");
    Files.copy(Program.jar(), jar);
    Result result = Program.of("-jar", jar.toString(), "args", "--one-line").run();
    assertFailed(result, "quotes of both kinds", "--boot-jar FILE");
    assertOnSmolscale(
        Program.of(EveryWay.class)
            .option("@" + Files.write(folder.resolve("file"), args(jar)))
            .run()
            .assertQuiet());
  }

  /// With no module but the first, and the options inside, which no agent could do.
  @Test
  void anImageOfTheFirstModuleAlone() throws Exception {
    Path image = folder.resolve("image");
    Path boot = folder.resolve("boot jar.jar");
    int exit =
        ToolProvider.findFirst("jlink")
            .orElseThrow()
            .run(
                System.out,
                System.err,
                "--add-modules=java.base",
                "--add-options="
                    + args(Program.jar(), "--one-line", "--boot-jar", boot.toString()).getFirst(),
                "--output=" + image);
    assertThat(exit).isZero();
    assertOnSmolscale(Program.of(EveryWay.class).on(image).run().assertQuiet());
  }

  @Test
  void theBootJarHoldsClassesAndNothingElse() throws Exception {
    try (ZipFile jar = new ZipFile(bootJar().toFile())) {
      assertThat(Collections.list(jar.entries()))
          .extracting(ZipEntry::getName)
          .allMatch(name -> name.endsWith(".class"))
          .allMatch(name -> name.startsWith("io/smolscale/") || name.startsWith("smolscale/"))
          .contains("smolscale/SystemLoader.class", "io/smolscale/Scheduler.class");
    }
  }

  @Test
  void madeAgainItIsTheSame() throws Exception {
    Path other = folder.resolve("other.jar");
    Program.of("-jar", Program.jar().toString(), "args", "--boot-jar", other.toString())
        .option("-Duser.timezone=Asia/Tokyo")
        .run()
        .assertQuiet();
    assertThat(other).hasSameBinaryContentAs(bootJar());
  }

  @Test
  void itReplacesNoFileOfOthers() throws Exception {
    Path theirs = Files.writeString(folder.resolve("theirs.jar"), "mine");
    for (Path file : List.of(theirs, Program.jar(), folder.resolve("no").resolve("such.jar"))) {
      assertFailed(
          Program.of("-jar", Program.jar().toString(), "args", "--boot-jar", file.toString()).run(),
          "cannot write " + file,
          "--boot-jar FILE");
    }
    assertThat(theirs).hasContent("mine");
    assertThat(args(Program.jar())).isNotEmpty();
  }

  /// A folder that nobody may write to is hard to have for root: a folder has the file's name.
  @Test
  void whereTheJarsFolderIsClosedItNamesTheWayOut() throws Exception {
    Path jar = folder.resolve("s.jar");
    Files.copy(Program.jar(), jar);
    Files.createDirectories(folder.resolve("s-boot.jar").resolve("in the way"));
    assertFailed(
        Program.of("-jar", jar.toString(), "args").run(), "cannot write", "args --boot-jar FILE");
    Result doctor = Program.of("-jar", jar.toString()).run().assertQuiet();
    assertThat(doctor.out()).anyMatch(line -> line.startsWith("Well: "));
  }

  @Test
  void anOlderJdkIsNoJdkForIt() throws Exception {
    Optional<Path> home = AgentStepsAsideIT.jdk17();
    assumeThat(home).as("a JDK 17").isPresent();
    assertFailed(
        Program.of("-jar", Program.jar().toString(), "args").on(home.orElseThrow()).run(),
        "needs JDK 25",
        "this is 17");
  }

  @Test
  void itSaysHowItIsUsed() throws Exception {
    List<String> usage =
        Program.of("-jar", Program.jar().toString(), "--help").run().assertQuiet().out();
    assertThat(usage)
        .anyMatch(line -> line.contains("java @smolscale.args"))
        .anyMatch(line -> line.contains("-javaagent:" + Program.jar()));
    for (List<String> words : List.of(List.of("arg", "--json"), List.of("args", "arg"))) {
      Result wrong = ofJar(Program.jar(), words).run();
      assertThat(wrong.exit()).as("%s", wrong).isEqualTo(2);
      assertThat(wrong.err().getFirst()).isEqualTo("smolscale: unknown: arg");
      assertThat(wrong.err()).containsAll(usage);
    }
  }

  @Test
  void theVersionIsKnownEverywhere() throws Exception {
    Program program = Program.of("-jar", Program.jar().toString(), "--version");
    List<String> plain = program.run().assertQuiet().out();
    assertThat(plain).singleElement().asString().matches("smolscale \\d+\\..*");
    assertThat(program.withOptionFile().run().assertQuiet().out()).isEqualTo(plain);
  }

  private static Path bootJar() {
    return Program.jar().resolveSibling("smolscale-boot.jar");
  }

  private static List<String> args(Path jar, String... more) throws Exception {
    List<String> words = new ArrayList<>(List.of("args"));
    words.addAll(List.of(more));
    return ofJar(jar, words).run().assertQuiet().out();
  }

  private static Program ofJar(Path jar, List<String> words) {
    List<String> command = new ArrayList<>(List.of("-jar", jar.toString()));
    command.addAll(words);
    return Program.of(command.toArray(String[]::new));
  }

  private static void assertDoctorLikes(Path jar, Path file) throws Exception {
    Result result =
        Program.of("-jar", jar.toString(), "doctor", file.toString()).run().assertQuiet();
    assertThat(result.out()).anyMatch(line -> line.startsWith("Well: "));
  }

  private static void assertFailed(Result result, String... parts) {
    assertThat(result.exit()).as("%s", result).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).singleElement().asString().startsWith("smolscale: ").contains(parts);
  }
}

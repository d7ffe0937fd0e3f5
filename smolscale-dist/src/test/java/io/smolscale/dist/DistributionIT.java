package io.smolscale.dist;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// The archive, unpacked into an empty folder whose name has a space, and used as a person would.
@EnabledOnOs({OS.LINUX, OS.MAC})
class DistributionIT {
  private static final String ARCHIVE = System.getProperty("smolscale.archive", "");
  private static final String VERSION = System.getProperty("smolscale.version", "");
  private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));
  private static final String JAVA = JAVA_HOME.resolve("bin").resolve("java").toString();
  private static final long LIMIT_SECONDS = 100;

  private static final String HELLO =
      """
      void main() throws Exception {
        Thread.startVirtualThread(() -> IO.println("on " + Thread.currentThread())).join();
      }
      """;

  @TempDir private Path folder;
  private Path home = Path.of("");
  private Path work = Path.of("");

  @BeforeEach
  void unpack() throws Exception {
    Path place = Files.createDirectories(folder.resolve("a place"));
    work = Files.createDirectories(folder.resolve("empty"));
    assertThat(execute(place, List.of("tar", "xzf", ARCHIVE + ".tar.gz")).exit()).isZero();
    home = place.resolve("smolscale-" + VERSION);
  }

  @Test
  void theZipHasTheSameFiles() throws Exception {
    TreeSet<String> zipped = new TreeSet<>();
    try (ZipFile zip = new ZipFile(ARCHIVE + ".zip")) {
      zip.stream()
          .filter(entry -> !entry.isDirectory())
          .map(ZipEntry::getName)
          .forEach(zipped::add);
    }
    TreeSet<String> unpacked = new TreeSet<>();
    try (var files = Files.walk(home)) {
      files
          .filter(Files::isRegularFile)
          .map(file -> folder.resolve("a place").relativize(file).toString())
          .forEach(unpacked::add);
    }
    assertThat(zipped).isEqualTo(unpacked).anyMatch(name -> name.endsWith("/LICENSE"));
  }

  @Test
  void theBillOfMaterialsHasTheSameVersion() throws Exception {
    assertThat(Files.readString(Path.of("..", "smolscale-bom", "pom.xml")))
        .contains("<version>" + VERSION + "</version>");
  }

  @Test
  void itTellsItsVersion() throws Exception {
    assertThat(smolscale("--version").assertExit(0).out()).contains("smolscale " + VERSION);
  }

  @Test
  void theDoctorIsContent() throws Exception {
    assertThat(smolscale("doctor").assertExit(0).out()).anyMatch(line -> line.startsWith("Well: "));
  }

  @Test
  void aProgramRunsOnItAndStillDoesWhenTheFolderHasMoved() throws Exception {
    assertRunsHello();
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(home, elsewhere);
    home = elsewhere;
    assertRunsHello();
  }

  @Test
  void aLinkToTheCommandDoes() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("bin/smolscale"));
    Result result = execute(work, List.of(link.toString(), "--version"));
    assertThat(result.assertExit(0).out()).contains("smolscale " + VERSION);
  }

  @Test
  void itsOptionFilePutsAProgramOnSmolscale() throws Exception {
    Path file = work.resolve("smolscale.args");
    Files.write(file, smolscale("args").assertExit(0).out());
    Path hello = Files.writeString(work.resolve("Hello.java"), HELLO);
    Result result = execute(work, List.of(JAVA, "@" + file, hello.toString()));
    assertThat(result.assertExit(0).out()).singleElement().asString().contains("@smolscale-");
    smolscale("doctor", file.toString()).assertExit(0);
  }

  @Test
  void bothSchedulersAreCompared() throws Exception {
    Files.writeString(work.resolve("Hello.java"), HELLO);
    Result result = smolscale("compare", "--rounds", "1", "--logs", "logs", JAVA, "Hello.java");
    assertThat(result.assertExit(0).out()).anyMatch(line -> line.startsWith("ratio "));
    assertThat(work.resolve("logs").resolve("1-smolscale.log")).content().contains("@smolscale-");
  }

  @Test
  void theDemoMeasures() throws Exception {
    Result result = smolscale("demo", "--rate", "500", "--seconds", "2");
    assertThat(result.assertExit(0).out())
        .anyMatch(line -> line.contains("ratio "))
        .anyMatch(line -> line.contains("bin/smolscale run -- java -jar app.jar"));
  }

  @Test
  void aWrongCommandIsRefusedWithTheNearest() throws Exception {
    Result result = smolscale("compaer", "--", "java").assertExit(2);
    assertThat(result.err()).contains("'compaer'; the nearest is 'compare'");
    assertThat(smolscale("bench").assertExit(2).err()).contains("a checkout of the sources has it");
  }

  @Test
  void aPlaceWithoutAJdkIsRefused() throws Exception {
    List<String> command = List.of(home.resolve("bin/smolscale").toString(), "doctor");
    Result result = execute(work, command, Map.of("SMOLSCALE_JAVA_HOME", folder.toString()));
    assertThat(result.assertExit(1).err()).contains("SMOLSCALE_JAVA_HOME", "is not a JDK 25");
  }

  private void assertRunsHello() throws Exception {
    Files.writeString(work.resolve("Hello.java"), HELLO);
    Result result = smolscale("run", "--", JAVA, "Hello.java");
    assertThat(result.assertExit(0).out()).singleElement().asString().contains("@smolscale-");
    assertThat(result.err()).isEmpty();
  }

  /// Returns what came of a command in the empty folder.
  private Result smolscale(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of(home.resolve("bin/smolscale").toString()));
    command.addAll(List.of(words));
    return execute(work, command);
  }

  private static Result execute(Path in, List<String> command) throws Exception {
    return execute(in, command, Map.of("JAVA_HOME", JAVA_HOME.toString()));
  }

  private static Result execute(Path in, List<String> command, Map<String, String> more)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile("smolscale", ".out");
    Path err = Files.createTempFile("smolscale", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.contains("SMOLSCALE") || name.contains("JAVA"));
    environment.putAll(more);
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    try {
      process.getOutputStream().close();
      assertThat(process.waitFor(LIMIT_SECONDS, SECONDS)).as("has ended: %s", command).isTrue();
      return new Result(
          process.exitValue(), Files.readAllLines(out, UTF_8), Files.readString(err, UTF_8));
    } finally {
      process.destroyForcibly();
      Files.delete(out);
      Files.delete(err);
    }
  }

  private record Result(int exit, List<String> out, String err) {
    Result assertExit(int expected) {
      assertThat(exit).as("%s", this).isEqualTo(expected);
      return this;
    }
  }
}

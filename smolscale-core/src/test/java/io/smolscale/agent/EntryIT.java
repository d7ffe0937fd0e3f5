package io.smolscale.agent;

import static io.smolscale.agent.AgentIT.assertOnSmolscale;
import static io.smolscale.agent.AgentIT.assertOnTheJdks;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.apps.EveryWay;
import io.smolscale.apps.LooksAround;
import io.smolscale.apps.OtherLoader;
import io.smolscale.apps.WaitsForInput;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
import io.smolscale.testkit.WayIn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is special to the option file, whose system class loader is gone before the program comes.
class EntryIT {
  private static final String ASIDE = "the program runs on the JDK's own scheduler";
  private static final String LOADER = "-Djava.system.class.loader=";
  private static final String EXPORTED = "exported: ";

  @TempDir private Path folder;

  /// Class loaders, manifests, resources, services, bundles, properties, open packages, children.
  @Test
  void theProgramSeesTheJvmAsItIsWithoutUs() throws Exception {
    String jar = application().toString();
    Result without = Program.of("-jar", jar).run().assertQuiet();
    Result with = Program.of("-jar", jar).withOptionFile().run().assertQuiet();
    assertThat(without.out()).contains("service: mine", "bundle: hello", "title: theirs");
    assertThat(with.out())
        .filteredOn(line -> !line.startsWith(EXPORTED))
        .containsExactlyElementsOf(
            without.out().stream().filter(line -> !line.startsWith(EXPORTED)).toList())
        .contains("open: []")
        .noneMatch(line -> line.startsWith("properties: ") && line.contains("java.system"));
    assertThat(with.out()).contains(EXPORTED + "[jdk.internal.misc]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Serial", "Parallel", "G1", "Z"})
  void anyCollector(String collector) throws Exception {
    assertOnSmolscale(
        Program.of(EveryWay.class)
            .withOptionFile()
            .option("-XX:+Use" + collector + "GC")
            .run()
            .assertQuiet());
  }

  @Test
  void aProgramInOneSourceFile() throws Exception {
    Path source = folder.resolve("Hello.java");
    Files.writeString(
        source,
        """
        void main() throws InterruptedException {
          Thread.startVirtualThread(() -> IO.println(Thread.currentThread())).join();
        }
        """);
    Result result = Program.of(source.toString()).withOptionFile().run().assertQuiet();
    assertThat(result.out()).singleElement().asString().contains("@smolscale-");
  }

  @Test
  void namedTwiceItDoesNoHarm() throws Exception {
    assertOnSmolscale(
        Program.of(EveryWay.class).withOptionFile().withOptionFile().run().assertQuiet());
  }

  @Test
  void beforeAnAgentOfOursItDecides() throws Exception {
    for (WayIn last : WayIn.values()) { // agents come later, wherever they stand
      Program program = Program.of(EveryWay.class);
      program.by(last == WayIn.AGENT ? WayIn.OPTION_FILE : WayIn.AGENT).by(last);
      assertOnSmolscale(program.run().assertQuiet());
    }
    Result result =
        Program.of(EveryWay.class)
            .option("-javaagent:" + Program.jar() + "=parallelism=1")
            .withOptionFile()
            .run();
    assertOnSmolscale(
        result.assertComplained("names smolscale before", "\"parallelism=1\"", "do not count"));
  }

  @Test
  void theExportIsMissing() throws Exception {
    Program program = Program.of(EveryWay.class);
    words().stream().filter(word -> !word.startsWith("--add-exports")).forEach(program::option);
    Result result = program.run();
    assertOnTheJdks(
        result.assertComplained(
            "smolscale: the option --add-exports=java.base/jdk.internal.misc=ALL-UNNAMED is"
                + " missing",
            ASIDE));
  }

  @Test
  void anOlderJdk() throws Exception {
    Optional<Path> home = AgentStepsAsideIT.jdk17();
    assumeThat(home).as("a JDK 17").isPresent();
    Path source = folder.resolve("Hello.java");
    Files.writeString(
        source,
        """
        class Hello {
          public static void main(String[] args) {
            System.out.println("hello from " + Runtime.version().feature());
            System.out.println(ClassLoader.getSystemClassLoader().getClass().getSimpleName());
          }
        }
        """);
    Result result = Program.of(source.toString()).on(home.orElseThrow()).withOptionFile().run();
    assertThat(result.assertEndedWell().out()).containsExactly("hello from 17", "AppClassLoader");
    assertThat(result.err())
        .filteredOn(line -> line.startsWith("smolscale: "))
        .singleElement()
        .asString()
        .contains("needs JDK 25", "this is 17", ASIDE);
  }

  /// The JVM itself takes a few.
  @ParameterizedTest
  @ValueSource(ints = {6, 7, 8, 12})
  void aTableOfDescriptorsThatIsNearlyFull(int size) throws Exception {
    Result result = Program.of(EveryWay.class).withOptionFile().descriptors(size).run();
    assertThat(result.assertEndedWell().err()).hasSizeLessThanOrEqualTo(1);
    assertThat(result.out()).hasSize(7);
  }

  @Test
  void theLaterLoaderWins() throws Exception {
    Result result =
        Program.of(OtherLoader.class)
            .withOptionFile()
            .option(LOADER + OtherLoader.class.getName())
            .option("-Xlog:cds=off")
            .run()
            .assertQuiet();
    assertThat(result.out()).startsWith("OtherLoader", "OtherLoader");
    assertThat(result.out()).last().asString().contains("@ForkJoinPool-");
  }

  @Test
  void aLoaderOfTheProgramsThatCameBefore() throws Exception {
    String loader = LOADER + OtherLoader.class.getName();
    Path file = Files.writeString(folder.resolve("options"), "-Dsome=thing\n'" + loader + "'\n");
    for (String option : List.of(loader, "@" + file, "-XX:VMOptionsFile=" + file)) {
      assertStepsAside(Program.of(OtherLoader.class).option(option).withOptionFile().run());
    }
    for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS")) {
      Result result =
          Program.of(OtherLoader.class)
              .environment(variable, "  -Dsome=thing   \"" + loader + "\"")
              .withOptionFile()
              .run();
      assertStepsAside(result);
    }
  }

  private static void assertStepsAside(Result result) {
    assertThat(result.assertEndedWell().err())
        .filteredOn(line -> !line.contains("Picked up"))
        .singleElement()
        .asString()
        .contains("class loader of its own, " + OtherLoader.class.getName(), ASIDE);
    assertThat(result.out()).startsWith("OtherLoader", "OtherLoader");
    assertThat(result.out()).last().asString().contains("@ForkJoinPool-");
  }

  @Test
  void aWordOfTheProgramsIsNoLoader() throws Exception {
    Result result =
        Program.of(EveryWay.class, LOADER + "any.Thing").withOptionFile().run().assertQuiet();
    assertOnSmolscale(result);
  }

  /// As without us.
  @Test
  void aLoaderThatCannotBeMadeEndsTheJvm() throws Exception {
    Result result = Program.of(EveryWay.class).option(LOADER + "no.Such").withOptionFile().run();
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.out()).anyMatch(line -> line.contains("no.Such"));
  }

  @Test
  void anotherAgentThatIsAttachedLater() throws Exception {
    Path other = AgentStepsAsideIT.earlyAgent(folder);
    Process process =
        Program.of(WaitsForInput.class)
            .withOptionFile()
            .option("-XX:+EnableDynamicAgentLoading")
            .start();
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      String pid = String.valueOf(process.pid());
      for (Path agent : List.of(other, Program.jar())) {
        assertThat(Program.tool("jcmd", pid, "JVMTI.agent_load", agent.toString()))
            .contains("return code: 0");
      }
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(out.readLine()).contains("@smolscale-");
      assertThat(process.waitFor()).isZero();
      assertThat(process.errorReader().lines()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  /// With a manifest, a bundle and a service.
  private Path application() throws IOException {
    Path jar = folder.resolve("app.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, LooksAround.class.getName());
    attributes.put(Attributes.Name.IMPLEMENTATION_TITLE, "theirs");
    String main = LooksAround.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream bytes = LooksAround.class.getClassLoader().getResourceAsStream(main)) {
      assertThat(bytes).isNotNull();
      out.putNextEntry(new JarEntry(main));
      bytes.transferTo(out);
      out.putNextEntry(new JarEntry("texts.properties"));
      out.write("greeting=hello".getBytes(UTF_8));
      out.putNextEntry(new JarEntry("META-INF/services/java.lang.Runnable"));
      out.write(LooksAround.class.getName().getBytes(UTF_8));
    }
    return jar;
  }

  /// The options in the file, which need no quotes there if the build's folder does not.
  private static List<String> words() throws IOException {
    try (var lines = Files.lines(WayIn.file())) {
      return lines.filter(line -> !line.startsWith("#")).map(EntryIT::unquoted).toList();
    }
  }

  private static String unquoted(String line) {
    return line.startsWith("\"") ? line.substring(1, line.length() - 1) : line;
  }
}

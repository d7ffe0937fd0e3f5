package io.smolscale.agent;

import static io.smolscale.agent.AgentIT.assertOnTheJdks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.smolscale.apps.EarlyAgent;
import io.smolscale.apps.EveryWay;
import io.smolscale.apps.NoVirtualThreads;
import io.smolscale.apps.UsedLongAgo;
import io.smolscale.apps.WaitsForInput;
import io.smolscale.testkit.Program;
import io.smolscale.testkit.Program.Result;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Where the agent cannot do what it is for, it says one line, and the program runs as without it.
class AgentStepsAsideIT {
  private static final String ASIDE = "the program runs on the JDK's own scheduler";

  /// Without virtual threads, which there are none of in such a JVM, whoever schedules them.
  @ParameterizedTest
  @CsvSource({
    "parallelism, 0, from 1 to 32767",
    "parallelism, many, a number",
    "maxPoolSize, -1, a number from 1",
    "minRunnable, few, a number",
  })
  void aBadPropertyOfTheJdks(String name, String value, String range) throws Exception {
    String property = "-Djdk.virtualThreadScheduler." + name + "=" + value;
    Result result = Program.of(NoVirtualThreads.class).withAgent().option(property).run();
    result.assertComplained("smolscale: " + property, range, "no virtual threads", ASIDE);
  }

  @Test
  void anUnknownAgentOption() throws Exception {
    Result result =
        Program.of(EveryWay.class).option("-javaagent:" + Program.jar() + "=threads=4").run();
    assertOnTheJdks(result.assertComplained("\"threads=4\"", "parallelism, maxThreads", ASIDE));
  }

  @Test
  void aBadAgentOption() throws Exception {
    Result result =
        Program.of(EveryWay.class).option("-javaagent:" + Program.jar() + "=parallelism=0").run();
    assertOnTheJdks(
        result.assertComplained(
            "smolscale: -javaagent option parallelism=0: must be a number from 1", ASIDE));
  }

  @Test
  void whatTheFirstAgentDecidedStands() throws Exception {
    String agent = "-javaagent:" + Program.jar();
    Result result = Program.of(EveryWay.class).option(agent + "=parallelism=0").option(agent).run();
    assertOnTheJdks(result.assertComplained("parallelism=0", ASIDE));
  }

  @Test
  void anOlderJdk(@TempDir Path folder) throws Exception {
    Optional<Path> home = jdk17();
    assumeThat(home).as("a JDK 17").isPresent();
    Path source = folder.resolve("Hello.java");
    Files.writeString(
        source,
        """
        class Hello {
          public static void main(String[] args) {
            System.out.println("hello from " + Runtime.version().feature());
          }
        }
        """);
    Result result = Program.of(source.toString()).on(home.orElseThrow()).withAgent().run();
    result.assertComplained("smolscale: needs JDK 25", "this is 17", ASIDE);
    assertThat(result.out()).containsExactly("hello from 17");
  }

  @Test
  void aJvmThatHasVirtualThreadsAlready() throws Exception {
    Process process =
        Program.of(WaitsForInput.class).option("-XX:+EnableDynamicAgentLoading").start();
    assertComesTooLate(process);
  }

  @Test
  void aJvmThatHasUsedVirtualThreadsLongAgo() throws Exception {
    Process process =
        Program.of(UsedLongAgo.class)
            .option("--add-opens=java.base/java.lang=ALL-UNNAMED")
            .option("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
            .option("-XX:+EnableDynamicAgentLoading")
            .start();
    assertComesTooLate(process);
  }

  private static void assertComesTooLate(Process process) throws Exception {
    try (BufferedReader out = process.inputReader()) {
      assertThat(out.readLine()).isEqualTo("ready");
      Program.tool(
          "jcmd", String.valueOf(process.pid()), "JVMTI.agent_load", Program.jar().toString());
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      assertThat(out.readLine()).contains("@ForkJoinPool-");
      assertThat(process.waitFor()).isZero();
      assertThat(process.errorReader().lines())
          .hasSize(1)
          .allMatch(line -> line.contains("virtual threads were in use before"))
          .allMatch(line -> line.contains("it cannot come later"))
          .allMatch(line -> line.endsWith(ASIDE));
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void anotherAgentThatUsedVirtualThreads(@TempDir Path folder) throws Exception {
    String theirs = "-javaagent:" + earlyAgent(folder);
    Result second = Program.of(EveryWay.class).option(theirs).withAgent().run();
    assertOnTheJdks(second.assertComplained("virtual threads were in use before", ASIDE));
    Result first = Program.of(EveryWay.class).withAgent().option(theirs).run();
    AgentIT.assertOnSmolscale(first.assertQuiet());
  }

  /// And then ours again does not take that for somebody else's.
  @Test
  void anotherAgentBetweenTwoOfOurs(@TempDir Path folder) throws Exception {
    String theirs = "-javaagent:" + earlyAgent(folder);
    Result result = Program.of(EveryWay.class).withAgent().option(theirs).withAgent().run();
    AgentIT.assertOnSmolscale(result.assertQuiet());
  }

  static Path earlyAgent(Path folder) throws IOException {
    Path jar = folder.resolve("early.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Premain-Class"), EarlyAgent.class.getName());
    manifest
        .getMainAttributes()
        .put(new Attributes.Name("Agent-Class"), EarlyAgent.class.getName());
    String name = EarlyAgent.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream bytes = EarlyAgent.class.getClassLoader().getResourceAsStream(name)) {
      assertThat(bytes).isNotNull();
      out.putNextEntry(new JarEntry(name));
      bytes.transferTo(out);
    }
    return jar;
  }

  static Optional<Path> jdk17() throws IOException {
    Stream<Path> named =
        Stream.of("JAVA17_HOME", "JAVA_HOME_17_X64", "JAVA_HOME")
            .map(System::getenv)
            .filter(home -> home != null)
            .map(Path::of);
    return Stream.concat(named, installed().stream())
        .filter(home -> Files.isExecutable(home.resolve("bin").resolve("javac")))
        .filter(AgentStepsAsideIT::is17)
        .findFirst();
  }

  private static List<Path> installed() throws IOException {
    Path folder = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(folder)) {
      return homes.sorted().toList();
    }
  }

  private static boolean is17(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines.anyMatch(line -> line.startsWith("JAVA_VERSION=\"17"));
    } catch (IOException _) {
      return false;
    }
  }
}

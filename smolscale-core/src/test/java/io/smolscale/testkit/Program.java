package io.smolscale.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program in a JVM of its own, with the packaged jar.
///
/// ```java
/// Result result = Program.of(Hello.class).by(WayIn.AGENT).option("-ea").run();
/// ```
public final class Program {
  private static final long LIMIT_SECONDS = 100;
  private static final List<String> NOT_INHERITED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final List<String> options = new ArrayList<>();
  private final List<String> before = new ArrayList<>();
  private final List<String> main;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> shell = List.of();
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");

  private Program(List<String> main) {
    this.main = main;
  }

  /// A main class of these tests, with its arguments. Nothing else is on the class path.
  public static Program of(Class<?> main, String... arguments) {
    return new Program(command(main.getName(), arguments)).option("-cp").option(testClasses(main));
  }

  /// A main class of these tests that uses the library.
  public static Program withLibrary(Class<?> main, String... arguments) {
    return new Program(command(main.getName(), arguments))
        .option("-cp")
        .option(testClasses(main) + File.pathSeparator + jar());
  }

  /// Anything else that `java` runs: a source file, or `-m` and a module.
  public static Program of(String... main) {
    return new Program(List.of(main));
  }

  /// The packaged jar.
  public static Path jar() {
    String jar = System.getProperty("smolscale.jar");
    assertThat(jar).as("the property smolscale.jar: integration tests run from Maven").isNotNull();
    return Path.of(jar);
  }

  /// Adds what puts it on smolscale.
  public Program by(WayIn way) {
    options.addAll(way.options());
    return this;
  }

  /// Adds `-javaagent`.
  public Program withAgent() {
    return by(WayIn.AGENT);
  }

  /// Adds the option file.
  public Program withOptionFile() {
    return by(WayIn.OPTION_FILE);
  }

  /// Opens what the library needs without an agent.
  public Program opened() {
    return option("--add-opens=java.base/java.lang=ALL-UNNAMED")
        .option("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED");
  }

  /// Adds an option of the JVM.
  public Program option(String option) {
    options.add(option);
    return this;
  }

  /// Starts it through another command, which becomes it.
  public Program through(String... command) {
    before.addAll(List.of(command));
    return this;
  }

  /// Sets an environment variable.
  public Program environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /// Runs it on another JDK.
  public Program on(Path home) {
    java = home.resolve("bin").resolve("java");
    return this;
  }

  /// Has the system give it no more than so many descriptors.
  public Program descriptors(int most) {
    return inShell("ulimit -n " + most);
  }

  /// Has a shell do something first, and then become the program.
  public Program inShell(String command) {
    shell = List.of("sh", "-c", command + "; exec \"$@\"", "sh");
    return this;
  }

  /// Runs it to its end.
  public Result run() throws IOException, InterruptedException {
    Path out = Files.createTempFile("smolscale", ".out");
    Path err = Files.createTempFile("smolscale", ".err");
    try {
      Process process = builder().redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      process.getOutputStream().close();
      boolean ended = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      Result result =
          new Result(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
      assertThat(ended).as("has ended, within the limit: %s", result).isTrue();
      return result;
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /// Starts it; the caller talks to it and ends it. It must not have much to complain about.
  public Process start() throws IOException {
    return builder().start();
  }

  private ProcessBuilder builder() {
    List<String> command = new ArrayList<>(shell);
    command.addAll(before);
    command.add(java.toString());
    command.addAll(options);
    command.addAll(main);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> inherited = builder.environment();
    inherited.keySet().removeIf(name -> name.startsWith("SMOLSCALE_"));
    NOT_INHERITED.forEach(inherited::remove);
    inherited.putAll(environment);
    return builder;
  }

  private static List<String> command(String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  private static String testClasses(Class<?> main) {
    try {
      return Path.of(main.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /// What came of it.
  ///
  /// @param exit its exit code
  /// @param out its output, line by line
  /// @param err its error output, line by line
  public record Result(int exit, List<String> out, List<String> err) {
    /// It ended well, and had nothing to complain about.
    public Result assertQuiet() {
      assertThat(err).as("%s", this).isEmpty();
      return assertEndedWell();
    }

    /// It ended well.
    public Result assertEndedWell() {
      assertThat(exit).as("%s", this).isZero();
      return this;
    }

    /// It ended well, after one line of complaint with these parts.
    public Result assertComplained(String... parts) {
      assertEndedWell();
      assertThat(err).as("%s", this).hasSize(1);
      assertThat(err.getFirst()).contains(parts);
      return this;
    }
  }

  /// Runs a tool of the JDK, such as `jcmd`.
  public static String tool(String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        command(Path.of(System.getProperty("java.home"), "bin", name).toString(), arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as("%s said: %s", command, output).isZero();
    return output;
  }
}

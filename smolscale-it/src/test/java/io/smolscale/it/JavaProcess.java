package io.smolscale.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A program in a JVM of its own. It says something on its standard output, lives until its
/// standard input ends, and must then end well.
public final class JavaProcess implements Closeable {
  private static final List<String> NOT_INHERITED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private JavaProcess(Process process, Path err) {
    this.process = process;
    this.out = process.inputReader();
    this.err = err;
  }

  /// Starts a main class of these tests.
  static JavaProcess start(Side side, Class<?> main, List<String> arguments) throws IOException {
    return start(side.options(), main, arguments);
  }

  /// The same with these options of the JVM.
  public static JavaProcess start(List<String> options, Class<?> main, List<String> arguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("-cp", String.join(File.pathSeparator, classPath()), main.getName()));
    command.addAll(arguments);
    return start(options, command);
  }

  /// Starts whatever else `java` runs.
  static JavaProcess start(Side side, List<String> what) throws IOException {
    return start(side.options(), what);
  }

  private static JavaProcess start(List<String> options, List<String> what) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(what);
    Path err = Files.createTempFile("smolscale", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SMOLSCALE_"));
    NOT_INHERITED.forEach(builder.environment()::remove);
    return new JavaProcess(builder.start(), err);
  }

  /// The class path of these tests: all servers, and no class of ours but the programs.
  static List<String> classPath() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(entry -> !entry.endsWith("smolscale.jar"))
        .toList();
  }

  /// Reads its output up to the line that begins so, and gives the rest of that.
  public String says(String beginning) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new AssertionError("it never said " + beginning + " but: " + Files.readString(err));
  }

  /// Its number.
  long pid() {
    return process.pid();
  }

  /// How many descriptors it has open, where the system shows them; otherwise 0.
  int descriptors() throws IOException {
    Path folder = Path.of("/proc", String.valueOf(process.pid()), "fd");
    if (!Files.isReadable(folder)) {
      return 0;
    }
    try (Stream<Path> open = Files.list(folder)) {
      return (int) open.count();
    }
  }

  /// Ends its input, and waits until it has ended, well and without a complaint of ours.
  @Override
  public void close() throws IOException {
    end();
  }

  /// The same, and gives what it said on both outputs and nobody has read.
  public LastWords end() throws IOException {
    try {
      process.getOutputStream().close();
      boolean ended = process.waitFor(Eventually.LIMIT_SECONDS, TimeUnit.SECONDS);
      String complaints = Files.readString(err);
      assertThat(ended).as("it has ended, within the limit: %s", complaints).isTrue();
      assertThat(process.exitValue()).as("%s", complaints).isZero();
      assertThat(complaints).doesNotContain("smolscale:");
      return new LastWords(out.lines().toList(), complaints.lines().toList());
    } catch (InterruptedException e) {
      throw new InterruptedIOException(e.toString());
    } finally {
      process.destroyForcibly();
      out.close();
      Files.deleteIfExists(err);
    }
  }

  /// What a program said.
  ///
  /// @param out lines of its standard output that nobody has read
  /// @param err all lines of its standard error
  public record LastWords(List<String> out, List<String> err) {}
}

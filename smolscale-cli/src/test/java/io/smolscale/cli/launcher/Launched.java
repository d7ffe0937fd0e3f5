package io.smolscale.cli.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `./smolscale` with arguments, and what came of it.
final class Launched {
  private static final long LIMIT_SECONDS = 100;
  private static final List<String> NOT_INHERITED =
      List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "JAVA_HOME");

  private final List<String> words = new ArrayList<>();
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  Launched(String... arguments) {
    words.add(System.getProperty("smolscale.launcher", "../smolscale"));
    words.addAll(List.of(arguments));
    environment.put("SMOLSCALE_JAVA_HOME", System.getProperty("java.home"));
    environment.put("SMOLSCALE_BUILD", "never"); // this build is under way
  }

  /// The java of this test.
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String testClasses() {
    try {
      return Path.of(Echo.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  Launched then(String... more) {
    words.addAll(List.of(more));
    return this;
  }

  /// The command that runs [Echo].
  Launched echo(String... arguments) {
    return then(java(), "-cp", testClasses(), Echo.class.getName()).then(arguments);
  }

  Launched environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Launched input(String text) {
    input = text;
    return this;
  }

  Process start() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(words);
    Map<String, String> inherited = builder.environment();
    inherited.keySet().removeIf(name -> name.startsWith("SMOLSCALE_"));
    NOT_INHERITED.forEach(inherited::remove);
    inherited.putAll(environment);
    return builder.start();
  }

  Result run() throws IOException, InterruptedException {
    Process process = start();
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    Path err = Files.createTempFile("smolscale", ".err");
    try {
      Thread reader = Thread.ofPlatform().start(() -> copy(process, err));
      List<String> out = process.inputReader().lines().toList();
      assertThat(process.waitFor(LIMIT_SECONDS, SECONDS)).as("has ended: %s", words).isTrue();
      reader.join();
      return new Result(process.pid(), process.exitValue(), out, Files.readAllLines(err));
    } finally {
      process.destroyForcibly();
      Files.delete(err);
    }
  }

  private static void copy(Process process, Path to) {
    try {
      Files.write(to, process.getErrorStream().readAllBytes());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  record Result(long pid, int exit, List<String> out, List<String> err) {
    Result assertExit(int expected) {
      assertThat(exit).as("%s", this).isEqualTo(expected);
      return this;
    }

    /// One or two lines of ours on standard error, and nothing on standard output.
    Result assertComplained(int expected, String... parts) {
      assertExit(expected);
      assertThat(out).as("%s", this).isEmpty();
      assertThat(String.join("\n", err)).startsWith("smolscale").contains(parts);
      return this;
    }
  }
}

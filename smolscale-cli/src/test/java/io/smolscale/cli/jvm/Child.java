package io.smolscale.cli.jvm;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A program of these tests in a JVM of its own, which has said that it is ready.
public final class Child implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;
  private static final Path CORE = Path.of("..", "smolscale-core", "target");

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /// What puts a JVM on smolscale, without any other preparation.
  public static List<String> onSmolscale() {
    return List.of("@" + CORE.resolve("smolscale.args"));
  }

  /// The jar of the library.
  public static String library() {
    return CORE.resolve("smolscale.jar").toString();
  }

  /// Starts it, and waits until it prints `ready`.
  public static Child start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().keySet().removeIf(name -> name.startsWith("SMOLSCALE_"));
    Child child = new Child(builder.start());
    BufferedReader out = child.process.inputReader();
    for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
      assertThat(line).as("%s ends before it is ready", command).isNotNull();
    }
    return child;
  }

  /// Its number, as an argument.
  public String pid() {
    return String.valueOf(process.pid());
  }

  @Override
  public void close() {
    process.destroyForcibly();
    assertThat(process.onExit().orTimeout(LIMIT_SECONDS, SECONDS).join().isAlive()).isFalse();
  }
}

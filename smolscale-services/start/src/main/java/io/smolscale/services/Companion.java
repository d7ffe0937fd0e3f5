package io.smolscale.services;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A process that a service needs beside itself, such as a database: a main class of its jar in a
/// JVM of its own.
///
/// The companion is the same whatever is measured: it runs on the JDK's scheduler, and gets none of
/// the options that the service's JVM got, on its command line or from its environment. It ends
/// with its standard input, so it cannot outlive the service, however that one ends.
public final class Companion implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
  private static final Set<String> ADDS_OPTIONS =
      Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final String READY = "READY ";
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final List<Integer> ports;

  private Companion(Process process, List<Integer> ports) {
    this.process = process;
    this.ports = ports;
  }

  /// Starts this main class, and returns when it is ready: when it has called [#serve].
  public static Companion start(Class<?> main, String... words) throws IOException {
    Objects.requireNonNull(main, "main");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().keySet().removeAll(ADDS_OPTIONS);
    builder.environment().keySet().removeIf(name -> name.startsWith("SMOLSCALE_"));
    Process process = builder.start();
    try {
      return new Companion(process, readPorts(main, process));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// The other side: says which ports this process serves, and returns when the service has ended.
  public static void serve(Integer... ports) throws IOException {
    System.out.println(
        READY + String.join(" ", Arrays.stream(ports).map(String::valueOf).toList()));
    Program.awaitEndOfInput();
  }

  private static List<Integer> readPorts(Class<?> main, Process process) throws IOException {
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    if (line == null || !line.startsWith(READY)) {
      throw new IOException(
          "%s said '%s' in place of its port; standard error may say why"
              .formatted(main.getSimpleName(), line == null ? "nothing" : line));
    }
    return SPACE.splitAsStream(line.substring(READY.length())).map(Integer::valueOf).toList();
  }

  /// Returns the ports of the loopback interface that it serves.
  public List<Integer> ports() {
    return ports;
  }

  /// Ends the companion, by ending its input, and waits for that.
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IOException(
        "a companion did not end within %d s and was killed".formatted(PATIENCE_SECONDS));
  }
}

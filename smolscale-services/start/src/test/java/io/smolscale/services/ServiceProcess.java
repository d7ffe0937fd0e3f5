package io.smolscale.services;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A service in a JVM of its own, started as the benchmarks start it.
public final class ServiceProcess implements AutoCloseable {
  private static final String MARK = "SERVICE_UNDER_TEST";
  private static final long LIMIT_SECONDS = 60;
  private static final long POLL_MILLIS = 20;

  // Companions inherit the mark, however far down they are and whoever is their parent now.
  private final String mark = UUID.randomUUID().toString();
  private final Process process;
  private final BufferedReader out;
  private final Path err;

  private ServiceProcess(List<String> options, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(options);
    command.addAll(List.of("-jar", System.getProperty("service.jar")));
    command.addAll(words);
    err = Files.createTempFile("service", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put(MARK, mark);
    process = builder.start();
    out = process.inputReader();
  }

  /// Starts a service on this scheduler.
  public static ServiceProcess start(Side side, String... words) throws IOException {
    return start(side.options(), words);
  }

  /// Starts a service with these options of the JVM.
  public static ServiceProcess start(List<String> options, String... words) throws IOException {
    return new ServiceProcess(options, List.of(words));
  }

  /// A program that has ended.
  ///
  /// @param code its exit code
  /// @param out what it wrote to standard output
  /// @param err what it wrote to standard error
  public record Ended(int code, String out, String err) {}

  /// Runs a program that ends by itself.
  public static Ended run(String... words) throws Exception {
    try (ServiceProcess program = start(List.of(), words)) {
      return program.ended();
    }
  }

  /// Waits until it serves, and returns its port.
  public int port() throws IOException {
    String line = out.readLine();
    assertThat(line).as(Files.readString(err)).startsWith("READY ");
    return Integer.parseInt(line.substring("READY ".length()));
  }

  /// Returns what the JVM says to a command of `jcmd`'s.
  public String jcmd(String command) throws Exception {
    Process jcmd =
        new ProcessBuilder(tool("jcmd"), String.valueOf(process.pid()), command)
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
  }

  /// Checks that virtual threads run on the scheduler of this side.
  public void runsOn(Side side) throws Exception {
    assertThat(jcmd("Thread.vthread_scheduler")).contains(side.scheduler());
  }

  /// Returns how long the platform threads whose names begin so have computed.
  public double cpuMillis(String name) throws Exception {
    return Pattern.compile("(?m)^\"" + Pattern.quote(name) + ".* cpu=([0-9.]+)ms ")
        .matcher(jcmd("Thread.print"))
        .results()
        .mapToDouble(thread -> Double.parseDouble(thread.group(1)))
        .sum();
  }

  /// Returns the command lines of the processes that it has started, and that still live.
  public List<String> companions() throws IOException {
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(handle -> handle.pid() != process.pid())
          .filter(this::hasMark)
          .map(handle -> handle.info().commandLine().orElse("process " + handle.pid()))
          .toList();
    }
  }

  private boolean hasMark(ProcessHandle handle) {
    try {
      Path environment = Path.of("/proc", String.valueOf(handle.pid()), "environ");
      return Files.readString(environment, ISO_8859_1).contains(MARK + "=" + mark);
    } catch (IOException e) {
      return false; // It has ended, or is none of ours.
    }
  }

  /// Ends its input, and waits until it and its companions are gone.
  public void endInput() throws Exception {
    process.getOutputStream().close();
    Ended ended = ended();
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).as("nothing follows the line READY").isEmpty();
    awaitNoCompanions();
  }

  /// Sends SIGTERM, and waits until it and its companions are gone.
  public void terminate() throws Exception {
    process.toHandle().destroy(); // not the process's own, which closes its output
    ended();
    awaitNoCompanions();
  }

  /// Kills it, and waits until its companions are gone.
  public void kill() throws Exception {
    process.toHandle().destroyForcibly();
    ended();
    awaitNoCompanions();
  }

  private Ended ended() throws Exception {
    String rest = out.lines().collect(joining("\n"));
    boolean inTime = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    String complaints = Files.readString(err);
    assertThat(inTime).as("it ends, within the limit: %s", complaints).isTrue();
    return new Ended(process.exitValue(), rest, complaints);
  }

  private void awaitNoCompanions() throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (!companions().isEmpty()) {
      assertThat(System.nanoTime() - end)
          .as("%s ends, within the limit", companions())
          .isNegative();
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    Files.deleteIfExists(err);
  }
}

package io.smolscale.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.smolscale.cli.report.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// A service in a JVM of its own, which says that it is ready, and ends with its standard input.
public final class ServiceProcess implements AutoCloseable {
  private static final int START_TIMEOUT_SECONDS = 30;
  private static final int STOP_TIMEOUT_SECONDS = 5;
  private static final int REMEMBERED_LINES = 40;

  // A fixed heap, and compiler threads that do not end when idle: a thread that ends takes its
  // count of context switches with it. All else is as the JVM chooses it.
  private static final List<String> COMMON_OPTIONS =
      List.of("-Xms256m", "-Xmx256m", "-XX:-UseDynamicNumberOfCompilerThreads");

  private final Contender contender;
  private final Process process;
  private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();
  private final Deque<String> output = new ArrayDeque<>();

  private ServiceProcess(Contender contender, Process process) {
    this.contender = contender;
    this.process = process;
    Thread.ofPlatform().daemon().name("output of " + contender.name()).start(this::readOutput);
  }

  /// Starts a [DemoService] and waits until it listens, on the scheduler that it is meant to have.
  static ServiceProcess start(Contender contender) throws InterruptedException {
    return start(contender, List.of(), List.of(), List.of(DemoService.class.getName()));
  }

  /// Starts a service and waits until it listens, on the scheduler that it is meant to have.
  ///
  /// @param before what comes before the JVM on the command line: a command that starts another
  /// @param jvmOptions for this JVM alone
  /// @param main the service's class, which prints a [ReadyLine], and its arguments
  public static ServiceProcess start(
      Contender contender, List<String> before, List<String> jvmOptions, List<String> main)
      throws InterruptedException {
    List<String> command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(contender.jvmOptions());
    command.addAll(COMMON_OPTIONS);
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(main);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      ServiceProcess service = new ServiceProcess(contender, process);
      service.awaitReady();
      return service;
    } catch (IOException e) {
      throw CommandException.failure("cannot start a JVM for the service: " + e.getMessage());
    }
  }

  /// Returns the port of the loopback interface on which it listens.
  public int port() {
    return ready.join().port();
  }

  /// Writes a line to its standard input.
  public void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /// A failure of this service, with what it last printed.
  CommandException failure(String what) {
    return CommandException.failure(
        "the service on " + contender.inWords() + " " + what + describeOutput());
  }

  /// Why the load could not go on: most likely the service's end, else what the client saw of it.
  public CommandException brokeOff(IOException seen) {
    return failure(
        process.isAlive()
            ? "stopped answering (" + seen.getMessage() + ")"
            : "ended under load, with exit code " + process.exitValue());
  }

  /// Ends the service by closing its standard input, and by force if that does not help.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_TIMEOUT_SECONDS, SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() throws InterruptedException {
    Optional<String> problem;
    try {
      ReadyLine line = ready.get(START_TIMEOUT_SECONDS, SECONDS);
      problem = schedulerProblem(line, contender.options());
    } catch (TimeoutException e) {
      problem = Optional.of("was not ready after " + START_TIMEOUT_SECONDS + " s");
    } catch (ExecutionException e) {
      problem = Optional.of("did not start: its JVM ended with exit code " + process.waitFor());
    }
    if (problem.isPresent()) {
      close();
      throw failure(problem.get());
    }
  }

  /// What is wrong with a service that came up, if its virtual threads run where they should not.
  static Optional<String> schedulerProblem(ReadyLine ready, Optional<Path> options) {
    if (ready.onSmolscale() == options.isPresent()) {
      return Optional.empty();
    }
    String where = "its virtual threads run on " + ready.carrier();
    String problem =
        options
            .map(file ->
                "is not on it: started with @%s, %s, so there is nothing to compare"
                    .formatted(file, where))
            .orElse(
                "has the agent already, %s: unset JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS"
                    .formatted(where));
    return Optional.of(problem);
  }

  private void readOutput() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<ReadyLine> parsed = ReadyLine.parse(line);
        if (parsed.isPresent()) {
          ready.complete(parsed.get());
        } else {
          remember(line);
        }
      }
    } catch (IOException e) {
      remember("(its output could not be read: " + e.getMessage() + ")");
    }
    ready.completeExceptionally(new IllegalStateException("the output ended"));
  }

  private synchronized void remember(String line) {
    output.add(line);
    if (output.size() > REMEMBERED_LINES) {
      output.remove();
    }
  }

  private synchronized String describeOutput() {
    return output.isEmpty()
        ? "; it printed nothing."
        : "; its output:\n  " + String.join("\n  ", output);
  }
}

package io.smolscale.bench.service;

import io.smolscale.bench.http.JavaProcess;
import io.smolscale.cli.jvm.TargetVm;
import io.smolscale.cli.report.CommandException;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A service in a JVM of its own, from its start to its end.
///
/// It says `READY PORT` when it serves, and ends with its standard input, with whatever it has
/// started itself. What it prints besides is kept for the case that it fails.
final class ServiceProcess implements AutoCloseable {
  /// How long it may take until it serves: some start a database first.
  static final Duration START = Duration.ofSeconds(90);

  private static final Duration END = Duration.ofSeconds(20);
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final int REMEMBERED_LINES = 40;
  private static final Pattern READY = Pattern.compile("READY (\\d{1,5})");
  private static final String SCHEDULER = "Thread.vthread_scheduler"; // commands of jcmd's
  private static final String FLAGS = "VM.flags";
  private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use(\\w+GC)\\b");
  private static final Pattern DETAILS = Pattern.compile("[\\[@(].*", Pattern.DOTALL);

  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final Deque<String> output = new ArrayDeque<>();
  private final Thread reader;
  private List<ProcessHandle> companions = List.of();

  private ServiceProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().name("output of the service").start(this::read);
  }

  /// Starts one, and waits until it serves.
  ///
  /// @param before what its command line begins with, such as `taskset -c 1`
  /// @param arguments what follows `java`
  static ServiceProcess start(List<String> before, List<String> arguments)
      throws IOException, InterruptedException, ServiceException {
    return start(before, arguments, START);
  }

  static ServiceProcess start(List<String> before, List<String> arguments, Duration limit)
      throws IOException, InterruptedException, ServiceException {
    final ProcessBuilder builder = JavaProcess.builder(arguments).redirectErrorStream(true);
    builder.command().addAll(0, before);
    final ServiceProcess service = new ServiceProcess(builder.start());
    try {
      service.port.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      service.companions = service.process.descendants().toList();
      return service;
    } catch (TimeoutException e) {
      service.kill();
      throw service.failure("did not say READY within %d s".formatted(limit.toSeconds()));
    } catch (ExecutionException e) {
      service.kill();
      throw service.failure(
          "did not start: it ended with exit code %d".formatted(service.process.exitValue()));
    } catch (InterruptedException e) {
      service.kill();
      throw e;
    }
  }

  Process process() {
    return process;
  }

  long pid() {
    return process.pid();
  }

  /// Where it serves.
  int port() {
    return port.join();
  }

  /// The scheduler of its virtual threads, as its JVM says.
  String scheduler() throws ServiceException {
    return DETAILS.matcher(ask(SCHEDULER)).replaceFirst("").strip();
  }

  /// Its garbage collector, as its JVM says.
  String collector() throws ServiceException {
    final Matcher matcher = COLLECTOR.matcher(ask(FLAGS));
    return matcher.find() ? matcher.group(1) : "unknown collector";
  }

  /// A failure of this service: what it did, or that it has ended, and what it last printed.
  ServiceException failure(String what) throws InterruptedException {
    final boolean over = what.startsWith("did not") || process.waitFor(LAST_WORDS);
    final String did =
        over && !what.startsWith("did not")
            ? "ended with exit code %d (%s)".formatted(process.exitValue(), what)
            : what;
    if (over) {
      reader.join(LAST_WORDS);
    }
    synchronized (output) {
      return ServiceException.failed(
          "the service " + did,
          output.isEmpty()
              ? "; it printed nothing"
              : "; its output:\n  " + String.join("\n  ", output));
    }
  }

  /// Ends it by closing its standard input, by a signal if that does not help, and by force in the
  /// end; and whatever it has left behind.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has ended already.
    }
    try {
      if (!process.waitFor(END)) {
        process.destroy();
        process.waitFor(END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
  }

  /// Ends it, and all that it has started, at once.
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    companions.forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }

  private String ask(String question) throws ServiceException {
    try (TargetVm vm = TargetVm.attach(pid())) {
      return vm.jcmd(question);
    } catch (CommandException e) {
      throw ServiceException.failed("the service's JVM tells nothing: " + e.getMessage(), "");
    }
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        final Matcher ready = READY.matcher(line);
        if (ready.matches()) {
          port.complete(Integer.valueOf(ready.group(1)));
        } else {
          remember(line);
        }
      }
    } catch (IOException e) {
      remember("(its output could not be read: " + e.getMessage() + ")");
    }
    port.completeExceptionally(new IllegalStateException("the output ended"));
  }

  private void remember(String line) {
    synchronized (output) {
      output.add(line);
      if (output.size() > REMEMBERED_LINES) {
        output.remove();
      }
    }
  }
}

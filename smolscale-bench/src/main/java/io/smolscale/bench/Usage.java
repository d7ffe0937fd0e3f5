package io.smolscale.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What each thread of a process has used so far, as Linux counts it.
///
/// Per thread, because the kernel keeps the context switches there, and because the JVM's own
/// `getProcessCpuTime` moves in steps of 10 ms. The price: what a thread used between the last look
/// and its death is lost.
///
/// The thread that looks does not count itself. The JVM's compilers have an account of their own:
/// in a process that lives for longer than a benchmark their work is done. The garbage collector
/// does count.
///
/// @param threads all but the compilers
public record Usage(Map<String, Account> threads, Map<String, Account> compilers) {
  private static final Path PROC = Path.of("/proc");
  private static final Path MYSELF = Path.of("/proc/thread-self");
  private static final Pattern COMPILER = Pattern.compile("^Name:\\s*C[12] Compiler");
  private static final Pattern SWITCHES =
      Pattern.compile(
          "\nvoluntary_ctxt_switches:\\s*(\\d+)\nnonvoluntary_ctxt_switches:\\s*(\\d+)");

  /// One thread's account, or the sum of several.
  ///
  /// @param cpuNanos time on a core
  /// @param waitNanos time in want of a core
  /// @param voluntary how often it went to sleep
  /// @param involuntary how often it lost its core otherwise: to others, or because it gave way
  public record Account(long cpuNanos, long waitNanos, long voluntary, long involuntary) {
    private static final Account EMPTY = new Account(0, 0, 0, 0);

    private Account plus(Account other) {
      return new Account(
          cpuNanos + other.cpuNanos,
          waitNanos + other.waitNanos,
          voluntary + other.voluntary,
          involuntary + other.involuntary);
    }

    private Account minus(Account other) {
      return new Account(
          cpuNanos - other.cpuNanos,
          waitNanos - other.waitNanos,
          voluntary - other.voluntary,
          involuntary - other.involuntary);
    }
  }

  /// Reads all accounts of this process but the caller's, who must be on a platform thread.
  static Usage now() throws IOException {
    return of("self", Files.readSymbolicLink(MYSELF).getFileName());
  }

  /// Reads all accounts of another process.
  public static Usage of(long pid) throws IOException {
    return of(String.valueOf(pid), null);
  }

  private static Usage of(String process, @Nullable Path leftOut) throws IOException {
    final Usage usage = new Usage(new HashMap<>(), new HashMap<>());
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(PROC.resolve(process).resolve("task"))) {
      for (final Path task : tasks) {
        if (leftOut == null || !task.endsWith(leftOut)) {
          usage.read(task);
        }
      }
    }
    return usage;
  }

  /// What was used since `start` by threads that still live, without the compilers.
  public Account since(Usage start) {
    return since(threads, start.threads);
  }

  /// What the compilers used since `start`.
  public Account compilersSince(Usage start) {
    return since(compilers, start.compilers);
  }

  private static Account since(Map<String, Account> now, Map<String, Account> then) {
    return now.entrySet().stream()
        .map(e -> e.getValue().minus(then.getOrDefault(e.getKey(), Account.EMPTY)))
        .reduce(Account.EMPTY, Account::plus);
  }

  private void read(Path task) throws IOException {
    try {
      final String[] schedstat = Files.readString(task.resolve("schedstat")).split(" ", -1);
      final String status = Files.readString(task.resolve("status"));
      final Matcher switches = SWITCHES.matcher(status);
      if (!switches.find()) {
        throw new IOException("no context switches in " + task);
      }
      (COMPILER.matcher(status).find() ? compilers : threads)
          .put(
              task.toString(),
              new Account(
                  Long.parseLong(schedstat[0]),
                  Long.parseLong(schedstat[1]),
                  Long.parseLong(switches.group(1)),
                  Long.parseLong(switches.group(2))));
    } catch (IOException e) {
      if (Files.exists(task)) {
        throw e;
      }
      // else the thread has just ended
    }
  }
}

package io.smolscale.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What each thread of this process has used so far, as Linux counts it.
///
/// Per thread, because the kernel keeps the context switches there, and because the JVM's own
/// `getProcessCpuTime` moves in steps of 10 ms. The price: what a thread used between the last look
/// and its death is lost.
///
/// The thread that looks does not count itself, nor the JVM's compilers: in a process that lives
/// for longer than a benchmark their work is done. The garbage collector does count.
record Usage(Map<String, Account> threads) {
  private static final Path TASKS = Path.of("/proc/self/task");
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
  record Account(long cpuNanos, long waitNanos, long voluntary, long involuntary) {
    static final Account EMPTY = new Account(0, 0, 0, 0);

    Account plus(Account other) {
      return new Account(
          cpuNanos + other.cpuNanos,
          waitNanos + other.waitNanos,
          voluntary + other.voluntary,
          involuntary + other.involuntary);
    }

    Account minus(Account other) {
      return new Account(
          cpuNanos - other.cpuNanos,
          waitNanos - other.waitNanos,
          voluntary - other.voluntary,
          involuntary - other.involuntary);
    }
  }

  /// Reads all accounts but the caller's, who must be on a platform thread.
  static Usage now() throws IOException {
    final Path myself = Files.readSymbolicLink(MYSELF).getFileName();
    final Map<String, Account> threads = new HashMap<>();
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(TASKS)) {
      for (final Path task : tasks) {
        if (!task.endsWith(myself)) {
          read(task).ifPresent(account -> threads.put(task.toString(), account));
        }
      }
    }
    return new Usage(threads);
  }

  /// What was used since `start` by threads that still live.
  Account since(Usage start) {
    return threads.entrySet().stream()
        .map(e -> e.getValue().minus(start.threads.getOrDefault(e.getKey(), Account.EMPTY)))
        .reduce(Account.EMPTY, Account::plus);
  }

  private static Optional<Account> read(Path task) throws IOException {
    try {
      final String[] schedstat = Files.readString(task.resolve("schedstat")).split(" ", -1);
      final String status = Files.readString(task.resolve("status"));
      if (COMPILER.matcher(status).find()) {
        return Optional.empty();
      }
      final Matcher switches = SWITCHES.matcher(status);
      if (!switches.find()) {
        throw new IOException("no context switches in " + task);
      }
      return Optional.of(
          new Account(
              Long.parseLong(schedstat[0]),
              Long.parseLong(schedstat[1]),
              Long.parseLong(switches.group(1)),
              Long.parseLong(switches.group(2))));
    } catch (IOException e) {
      if (Files.exists(task)) {
        throw e;
      }
      return Optional.empty(); // the thread has just ended
    }
  }
}

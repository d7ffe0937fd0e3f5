package io.smolscale.cli.record;

import io.smolscale.cli.jvm.Schedstat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When workers could have run and had no processor, because others had them all: other processes,
/// the host, or the limit of a container. It is Linux's account, asked from outside, so it costs
/// the JVM nothing; elsewhere it stays empty.
final class Lacks {
  private static final long LEAST_NANOS = 500_000; // what is less than that explains no wait

  /// A time in which a worker has lacked a processor.
  ///
  /// @param from when it began, by [System#nanoTime]
  /// @param to when it ended
  /// @param nanos how much of that time
  record Lack(long from, long to, long nanos) {}

  private final Path proc;
  private final Map<String, Long> systemIds = new HashMap<>(); // by the worker's name
  private final Map<String, List<Lack>> lacks = new HashMap<>();
  private final Map<String, Long> waited = new HashMap<>(); // until the last look
  private long lookedAt;

  /// Makes an empty list.
  ///
  /// @param proc the folder of the process
  Lacks(Path proc) {
    this.proc = proc;
  }

  /// Takes the workers that there are now, as a JVM answers: their names with the numbers of their
  /// threads.
  void follow(Map<?, ?> workers) {
    workers.forEach((name, number) -> {
      if (number instanceof Number id && id.longValue() > 0) {
        systemIds.put(String.valueOf(name), id.longValue());
      }
    });
  }

  /// Looks at all of them.
  void look() {
    long now = System.nanoTime();
    systemIds.forEach((name, id) -> {
      Schedstat usage = Schedstat.of(proc, id);
      if (usage == null) {
        waited.remove(name);
        return;
      }
      Long before = waited.put(name, usage.queuedNanos());
      long more = before == null ? 0 : usage.queuedNanos() - before;
      if (more > LEAST_NANOS) {
        lacks
            .computeIfAbsent(name, _ -> new ArrayList<>())
            .add(new Lack(lookedAt, now, Math.min(more, now - lookedAt)));
      }
    });
    lookedAt = now;
  }

  /// Returns what a worker has lacked, in the time of a recording.
  ///
  /// @param began when that began
  List<Lack> of(String worker, long began) {
    return lacks.getOrDefault(worker, List.of()).stream()
        .map(lack -> new Lack(lack.from - began, lack.to - began, lack.nanos))
        .filter(lack -> lack.from >= 0)
        .toList();
  }
}

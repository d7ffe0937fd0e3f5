package io.smolscale.cli.record;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What virtual threads and plain tasks did for a while.
///
/// @param nanos how long that was
/// @param exceeded the wait that ended it, in nanoseconds; 0 if none did
/// @param lanes a worker each
/// @param names of those threads that have one, of the workers, and of the kinds of plain tasks,
///   whose numbers are negative
record Trace(long nanos, long exceeded, List<Lane> lanes, Map<Long, String> names) {
  private static final int FIELDS = 7;

  Trace {
    lanes = List.copyOf(lanes);
    names = Map.copyOf(names);
  }

  /// A worker.
  ///
  /// @param worker its thread id
  /// @param name its name
  /// @param lost how many of its runs have been overwritten by later ones
  /// @param runs the others, in order
  /// @param lacks when it had no processor, where the system tells
  record Lane(long worker, String name, long lost, List<Run> runs, List<Lacks.Lack> lacks) {}

  /// A run of a virtual thread or a plain task on a worker. Times are nanoseconds since the
  /// recording began.
  ///
  /// @param began when it began
  /// @param ended when it ended; the end of the recording if it went on
  /// @param thread the id of the thread; of a plain task, the negative number of its kind; 0 for a
  ///   thread that the JDK did not tell
  /// @param since when it could run
  /// @param waker the thread that made it so
  /// @param wakersLane the platform thread that this one was on
  /// @param reason what it waited for afterwards
  record Run(
      long began, long ended, long thread, long since, long waker, long wakersLane, String reason) {

    /// How long the thread waited for a worker.
    long waited() {
      return began - since;
    }
  }

  /// Reads the answer of a JVM.
  ///
  /// @param lacks when the workers had no processor
  static Trace of(Map<String, Object> answer, Lacks lacks) {
    long began = number(answer.get("began"));
    long nanos = number(answer.get("nanos"));
    List<String> reasons = list(answer.get("reasons")).stream().map(String::valueOf).toList();
    List<Lane> lanes = new ArrayList<>();
    for (Object lane : list(answer.get("lanes"))) {
      lanes.add(lane((Map<?, ?>) lane, reasons, nanos, lacks, began));
    }
    lanes.sort(Comparator.comparingLong(Lane::worker));
    Map<Long, String> names = new HashMap<>();
    if (answer.get("names") instanceof Map<?, ?> map) {
      map.forEach((id, name) -> {
        long number = Long.parseLong(id.toString());
        names.put(number, number < 0 ? shortClass(String.valueOf(name)) : String.valueOf(name));
      });
    }
    lanes.forEach(lane -> names.put(lane.worker(), lane.name())); // they wake others, too
    return new Trace(nanos, number(answer.get("exceeded")), lanes, names);
  }

  private static Lane lane(
      Map<?, ?> json, List<String> reasons, long end, Lacks lacks, long began) {
    List<Run> runs = new ArrayList<>();
    String text = String.valueOf(json.get("runs"));
    for (String run : text.isEmpty() ? new String[0] : text.split(";", -1)) {
      String[] fields = run.split(",", -1);
      if (fields.length == FIELDS) {
        long ended = Long.parseLong(fields[1]);
        runs.add(
            new Run(
                Long.parseLong(fields[0]),
                ended < 0 ? Math.max(end, Long.parseLong(fields[0])) : ended,
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                shortReason(reasons.get(Integer.parseInt(fields[6])))));
      }
    }
    String name = String.valueOf(json.get("name"));
    return new Lane(
        number(json.get("worker")), name, number(json.get("lost")), runs, lacks.of(name, began));
  }

  /// `java.util.concurrent.locks.ReentrantLock$NonfairSync` as `ReentrantLock`.
  private static String shortReason(String name) {
    return name.substring(name.lastIndexOf('.') + 1)
        .replaceAll("\\$(NonfairSync|FairSync|Sync|Transferer|Signaller)$", "");
  }

  /// `com.example.Shop$$Lambda/0x0000` as `Shop lambda`.
  private static String shortClass(String name) {
    String simple =
        name.replaceFirst("/0x[0-9a-f]+$", "").replaceFirst("\\$\\$Lambda.*", " lambda");
    return simple.substring(simple.lastIndexOf('.') + 1);
  }

  private static List<?> list(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static long number(@org.jspecify.annotations.Nullable Object value) {
    return value instanceof Number number ? number.longValue() : 0;
  }

  List<Run> runs() {
    return lanes.stream().flatMap(lane -> lane.runs().stream()).toList();
  }

  /// The name of a thread, with its number, or of a kind of plain task.
  String nameOf(long thread) {
    String name = names.get(thread);
    if (thread <= 0) {
      return name == null ? "a thread" : "task " + name;
    }
    return name == null ? "#" + thread : "#" + thread + " " + name;
  }
}

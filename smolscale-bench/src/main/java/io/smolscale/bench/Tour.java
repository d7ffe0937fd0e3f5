package io.smolscale.bench;

import io.smolscale.bench.workload.Workload;
import io.smolscale.bench.workload.Workloads;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What a machine that nobody has measured before is asked, the most telling first.
///
/// Each group is a question. The first steps of all groups come before the others of any: who has a
/// minute learns a little about everything, and who has more gets the curves between.
///
/// @param steps in the order in which they are run
/// @param notes what the machine does not allow, in sentences
record Tour(List<Step> steps, List<String> notes) {
  private static final int MAX_CONNECTIONS = 10_000;

  /// What a JVM has open besides its connections: jars, its own pipes, the poll set.
  private static final int OTHER_FILES = 200;

  private static final int MAX_OUTSIDE = 16; // threads that submit

  private static final List<String> THREADS = List.of("jdk", "smolscale");
  private static final List<String> TASKS = List.of("fork-join", "smolscale");
  private static final List<String> SERVERS = List.of("jdk", "smolscale", "jdk-1", "nio-loop");

  /// One workload, and who competes in it.
  ///
  /// @param contenders the first is what the others are compared to
  record Step(Workload workload, List<String> contenders) {
    private static Step of(String workload, List<String> contenders) {
      return new Step(Workloads.named(workload).orElseThrow(), contenders);
    }
  }

  /// A question, as steps.
  ///
  /// @param first those that tell most
  /// @param others what makes a curve of them
  private record Group(List<Step> first, List<Step> others) {}

  /// What to ask a machine.
  ///
  /// @param cores how many processors the JVM sees
  /// @param openFiles how many files a process may have open
  static Tour of(int cores, long openFiles) {
    List<String> notes = new ArrayList<>();
    List<Group> groups =
        List.of(
            scaling("pairs-100", THREADS, cores),
            scaling("skynet-100000", THREADS, cores),
            scaling("tasks-yields", TASKS, cores),
            outside("submit", THREADS),
            connections(openFiles, notes),
            new Group(
                steps(THREADS, "load-percent-20", "load-percent-50"),
                steps(THREADS, "load-percent-5", "load-percent-10", "load-percent-80")),
            new Group(
                steps(SERVERS, "http-10000"),
                steps(THREADS, "http-1000", "http-30000", "http-hops-10000")),
            new Group(
                steps(THREADS, "start-many", "ring-abq"),
                steps(THREADS, "tree", "ping-pong", "fan-out", "part-load-20000")),
            scaling("cpu-64", THREADS, cores),
            outside("tasks-submit", TASKS));
    List<Step> steps = new ArrayList<>();
    groups.forEach(group -> steps.addAll(group.first));
    groups.forEach(group -> steps.addAll(group.others));
    return new Tour(steps, notes);
  }

  /// Over 1, 2, 4, 8 … cores, and all of them.
  private static Group scaling(String workload, List<String> contenders, int cores) {
    List<Integer> some = new ArrayList<>();
    for (int n = 1; n < cores; n *= 2) {
      some.add(n);
    }
    return new Group(
        List.of(Step.of(workload + "-cores-" + cores, contenders)),
        some.stream().map(n -> Step.of(workload + "-cores-" + n, contenders)).toList());
  }

  private static Group outside(String series, List<String> contenders) {
    return new Group(
        List.of(Step.of(series + "-" + MAX_OUTSIDE, contenders)),
        IntStream.of(1, 2, 4, 8).mapToObj(n -> Step.of(series + "-" + n, contenders)).toList());
  }

  private static Group connections(long openFiles, List<String> notes) {
    long room = Math.max(1, openFiles - OTHER_FILES);
    int most = (int) Math.min(MAX_CONNECTIONS, room);
    if (most < MAX_CONNECTIONS) {
      notes.add(
          "%,d connections at most, and not %,d: ulimit -n allows a process %,d open files."
              .formatted(most, MAX_CONNECTIONS, openFiles));
    }
    return new Group(
        List.of(Step.of("http-connections-" + most, THREADS)),
        IntStream.of(100, 1_000)
            .filter(n -> n < most)
            .mapToObj(n -> Step.of("http-connections-" + n, THREADS))
            .toList());
  }

  private static List<Step> steps(List<String> contenders, String... workloads) {
    return Stream.of(workloads).map(name -> Step.of(name, contenders)).toList();
  }
}

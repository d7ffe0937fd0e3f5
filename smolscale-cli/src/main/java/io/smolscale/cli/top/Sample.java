package io.smolscale.cli.top;

import io.smolscale.cli.jvm.Channel;
import io.smolscale.cli.jvm.TargetVm;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What is known of a JVM at one moment.
///
/// @param answer of the smolscale in it
/// @param version of that
/// @param kernel what the operating system knows
/// @param counters the JVM's own
record Sample(Map<String, Object> answer, String version, Kernel kernel, Counters counters) {
  /// Takes one.
  ///
  /// @param since who was stuck before is left out; in milliseconds by the JVM's calendar
  static Sample take(TargetVm vm, Channel channel, long since) {
    Map<String, Object> answer = channel.ask("stats", Map.of("since", String.valueOf(since)));
    List<Long> systemIds =
        schedulers(answer).stream()
            .flatMap(scheduler -> scheduler.lanes().stream())
            .map(Scheduler.Lane::system)
            .filter(id -> id > 0)
            .toList();
    return new Sample(
        answer,
        channel.version(),
        Kernel.read(vm.proc(), systemIds),
        Counters.read(vm.temporaryFolder(), vm.ownPid()));
  }

  private static List<Scheduler> schedulers(Map<String, Object> answer) {
    return Scheduler.list(answer.get("schedulers")).stream()
        .map(scheduler -> new Scheduler((Map<?, ?>) scheduler))
        .toList();
  }

  List<Scheduler> schedulers() {
    return schedulers(answer);
  }

  /// Who was stuck, the latest last.
  List<Scheduler.Stuck> stuck() {
    return schedulers().stream()
        .flatMap(scheduler -> scheduler.stuck().stream())
        .sorted(Comparator.comparingLong(Scheduler.Stuck::at))
        .toList();
  }

  /// By the clock of the JVM.
  long nanos() {
    return Scheduler.number(answer.get("nanos"));
  }

  /// By the calendar of the JVM, in milliseconds.
  long millis() {
    return Scheduler.number(answer.get("millis"));
  }

  boolean hasProfile() {
    return Boolean.TRUE.equals(answer.get("profile"));
  }

  /// The rows of the profile, as the JVM answers.
  List<Map<?, ?>> profile() {
    List<Map<?, ?>> rows = new java.util.ArrayList<>();
    Scheduler.list(answer.get("sites")).forEach(row -> rows.add((Map<?, ?>) row));
    return rows;
  }
}

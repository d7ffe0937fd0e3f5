package io.smolscale.cli.why;

import io.smolscale.cli.dump.Dump;
import io.smolscale.cli.dump.Dumps;
import io.smolscale.cli.dump.Printout;
import io.smolscale.cli.jvm.Channel;
import io.smolscale.cli.jvm.Schedstat;
import io.smolscale.cli.jvm.TargetVm;
import io.smolscale.cli.report.CommandException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes the two looks at a JVM.
final class Examination {
  private static final int MOST_WORDS = 200; // of what a scheduler says of itself

  private final TargetVm vm;
  private final Duration between;
  private @Nullable String missing; // what could not be seen, and why

  /// Will look at this JVM, twice.
  Examination(TargetVm vm, Duration between) {
    this.vm = vm;
    this.between = between;
  }

  /// Does it; blocks for the time between the looks.
  Evidence run() throws InterruptedException {
    try (Channel channel = new Channel(vm)) {
      long begun = System.nanoTime();
      Look before = look(channel);
      Thread.sleep(between);
      double seconds = (System.nanoTime() - begun) / 1e9;
      return new Evidence(before, look(channel), seconds);
    }
  }

  /// Returns what could not be seen, and why; null if all was.
  @Nullable String missing() {
    return missing;
  }

  private Look look(Channel channel) {
    Printout printout = Printout.parse(vm.jcmd("Thread.print"));
    Map<Long, Double> queued = queued(printout);
    Dump dump = Dumps.take(vm);
    List<Look.Holder> holders = holders(channel);
    String scheduler = vm.jcmd("Thread.vthread_scheduler").strip();
    return new Look(
        dump,
        printout,
        queued,
        holders,
        scheduler.substring(0, Math.min(scheduler.length(), MOST_WORDS)));
  }

  /// By Linux's account of each thread: time on a processor, time in a queue for one, in
  /// nanoseconds.
  private Map<Long, Double> queued(Printout printout) {
    Map<Long, Double> queued = new HashMap<>();
    printout
        .systemIds()
        .forEach((thread, system) -> {
          Schedstat usage = Schedstat.of(vm.proc(), system);
          if (usage != null) {
            queued.put(thread, usage.queuedNanos() / 1e6);
          }
        });
    return queued;
  }

  private List<Look.Holder> holders(Channel channel) {
    if (missing != null) {
      return List.of();
    }
    try {
      Map<String, Object> answer = channel.ask("holders", Map.of());
      if (answer.get("missing") instanceof String reason) {
        missing = reason;
      }
      return answer.get("holders") instanceof List<?> list
          ? list.stream().map(held -> Look.Holder.of((Map<?, ?>) held)).toList()
          : List.of();
    } catch (CommandException e) {
      missing = "who has the locks of java.util.concurrent: " + e.getMessage();
      return List.of();
    }
  }
}

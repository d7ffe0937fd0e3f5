package io.smolscale;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// [SchedulerStats] as a report in several lines, for people.
final class StatsText {
  private StatsText() {}

  static String of(SchedulerStats stats, Instant now) {
    double seconds = Math.max(1, Duration.between(stats.since(), now).toMillis()) / 1e3;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            """
            scheduler %s, parallelism %d, up for %.1f s
              now        %d workers (%d spares), %d awake, %d busy, %d tasks waiting, %d spawned and active
              run        %d tasks (%.1f a second)
              woken      %d times (%.1f a second), avoided %d times%s
              helped     %d times, %d of them unpaid; %d tasks moved
              rescued    %d times, at most %d spares, %d stood down
              sockets    %s
            """,
            stats.name(),
            stats.parallelism(),
            seconds,
            stats.workers(),
            stats.spares(),
            stats.awake(),
            stats.busy(),
            stats.waiting(),
            stats.activeTasks(),
            stats.tasks(),
            stats.tasks() / seconds,
            stats.wakeUps(),
            stats.wakeUps() / seconds,
            stats.wakeUpsAvoided(),
            stats.wakeUpsInVain() > 0 ? ", " + stats.wakeUpsInVain() + " or more in vain" : "",
            stats.helps(),
            stats.helpsUnpaid(),
            stats.tasksMoved(),
            stats.rescues(),
            stats.sparesMost(),
            stats.standDowns(),
            stats.pollsSockets()
                ? "waited for by idle workers"
                : "waited for by the JDK's pollers"));
    text.append(of(stats.immortals()));
    stats.lastRescues().forEach(rescue -> text.append("  ").append(rescue.describe()));
    return text.toString();
  }

  private static String of(SchedulerStats.Immortals immortals) {
    if (immortals.equals(SchedulerStats.Immortals.NONE)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "  immortals  %d alive, respawned %d times, %d failures\n",
            immortals.alive(),
            immortals.respawns(),
            immortals.failures()));
    immortals.crashLoops().forEach(loop -> text.append(of(loop)));
    return text.toString();
  }

  private static String of(SchedulerStats.CrashLoop loop) {
    return String.format(
        Locale.ROOT,
        "    \"%s\" has failed %d times in a row, the last time with %s\n",
        loop.name(),
        loop.failuresInARow(),
        loop.lastFailure());
  }

  static String of(SchedulerStats.Rescue rescue) {
    StringBuilder text = new StringBuilder();
    text.append(rescue.at()).append(' ').append(rescue.worker());
    text.append(" stuck in thread #").append(rescue.threadId());
    text.append(" \"").append(rescue.threadName()).append("\"\n");
    rescue.stack().forEach(frame -> text.append("      at ").append(frame).append('\n'));
    return text.toString();
  }
}

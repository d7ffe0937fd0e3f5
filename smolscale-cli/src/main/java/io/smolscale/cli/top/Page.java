package io.smolscale.cli.top;

import io.smolscale.cli.report.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The page, as lines. It asks nobody.
final class Page {
  private static final int NARROWEST = 60;
  private static final int WIDE = 100; // from here on there is room for long bars
  private static final int BAR = 20; // characters for all of the time
  private static final int SHORT_BAR = 10;
  private static final int MOST_STUCK = 4;
  private static final int MOST_LANES = 16;
  private static final double OFTEN = 0.01; // of the time: what is worth an alarm
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final long pid;
  private final Sample now;
  private final Rates rates;
  private final @Nullable Threads threads;
  private final View view;
  private final int width;
  private final List<Line> lines = new ArrayList<>();
  private int rows;

  private Page(long pid, Sample now, Rates rates, @Nullable Threads threads, View view, int width) {
    this.pid = pid;
    this.now = now;
    this.rates = rates;
    this.threads = threads;
    this.view = view;
    this.width = Math.max(NARROWEST, width);
  }

  /// Returns the lines.
  ///
  /// @param threads if they are to be shown
  /// @param stuck who was stuck lately
  /// @param width of the terminal, in characters
  static List<Line> of(
      long pid,
      Sample now,
      Rates rates,
      @Nullable Threads threads,
      List<Scheduler.Stuck> stuck,
      View view,
      int width) {
    Page page = new Page(pid, now, rates, threads, view, width);
    page.title();
    List<Scheduler> schedulers = now.schedulers();
    if (schedulers.isEmpty()) {
      page.line("No virtual thread has been started yet: there is no scheduler.");
    }
    schedulers.forEach(page::health);
    schedulers.forEach(page::lanes);
    page.sites();
    page.stuck(stuck);
    return page.lines;
  }

  // ---- the head

  private void title() {
    String left = "smolscale top  process " + pid + (view.isFrozen() ? "  FROZEN" : "");
    String right =
        CLOCK.format(
            LocalTime.ofInstant(Instant.ofEpochMilli(now.millis()), ZoneId.systemDefault()));
    lines.add(Line.of(leftAndRight(left, right), Line.Style.TITLE));
    if (now.kernel().known()) {
      boolean alarm = rates.throttled() > OFTEN;
      lines.add(
          new Line(
              cut(
                  "process    %.2f cores   GC %.1f %%   throttled %.1f %%"
                      .formatted(rates.cpu(), 100 * rates.collectors(), 100 * rates.throttled())),
              alarm ? Line.Style.ALARM : Line.Style.PLAIN,
              -1,
              null));
    }
  }

  private void health(Scheduler scheduler) {
    long stuck = scheduler.lanes().stream().filter(this::isStuck).count();
    lines.add(
        new Line(
            cut(
                "%-10s %d of %d workers awake, %d busy, %d stuck, %d spares; %s tasks wait"
                    .formatted(
                        scheduler.name(),
                        scheduler.get("awake"),
                        scheduler.get("workers"),
                        scheduler.get("busy"),
                        stuck,
                        scheduler.get("spares"),
                        Text.count(scheduler.get("waiting")))),
            stuck > 0 ? Line.Style.ALARM : Line.Style.PLAIN,
            -1,
            null));
    double tasks = rates.of(scheduler, "tasks");
    double wakeUps = rates.of(scheduler, "wakeUps");
    line(
        "  a second %s tasks, %s wake-ups, %s avoided, %s moved, %s rescues"
            .formatted(
                whole(tasks),
                whole(wakeUps),
                whole(Math.max(0, tasks - wakeUps)),
                whole(rates.of(scheduler, "tasksMoved")),
                whole(rates.of(scheduler, "rescues"))));
    Delays delays = rates.delays(scheduler);
    long oldest = scheduler.get("oldestWaitNanos");
    if (delays.count() > 0 || oldest > 0) {
      line(
          "  wait for a worker p50 %s, p99 %s (%s sampled); the oldest waits %s"
              .formatted(
                  time(delays.quantile(0.5)),
                  time(delays.quantile(0.99)),
                  Text.count(delays.count()),
                  oldest == 0 ? "-" : time(oldest)));
    }
  }

  /// In one task since the last sample, whatever it does there.
  private boolean isStuck(Scheduler.Lane lane) {
    return rates.isStillInTask(lane);
  }

  // ---- lanes

  private void lanes(Scheduler scheduler) {
    List<Scheduler.Lane> lanes =
        scheduler.lanes().stream()
            .filter(lane -> view.lets(lane.name() + " " + lane.threadName()))
            .toList();
    if (lanes.isEmpty()) {
      return;
    }
    line("");
    int bar = width < WIDE ? SHORT_BAR : BAR;
    head(
        ("%-12s %-8s %-" + (bar + 2) + "s %6s %8s  %s")
            .formatted(
                "WORKER",
                "STATE",
                bar == BAR ? "# ran, : queued" : "#ran :queue",
                "WAIT",
                "TASKS/s",
                "RUNS"));
    for (Scheduler.Lane lane : lanes.subList(0, Math.min(MOST_LANES, lanes.size()))) {
      boolean stuck = isStuck(lane);
      String runs =
          lane.isInTask()
              ? "#%d %s%s"
                  .formatted(
                      lane.thread(),
                      lane.threadName(),
                      stuck ? " > %.1f s".formatted(rates.seconds()) : "")
              : "";
      row(
          "%-12s %-8s [%s] %6s %8s  %s"
              .formatted(
                  shortened(withoutScheduler(lane.name(), scheduler), 12),
                  lane.state(),
                  bar(rates.ran(lane), rates.queued(lane), bar),
                  small(lane.waiting()),
                  whole(rates.tasksOf(lane)),
                  runs),
          stuck,
          lane);
    }
    if (lanes.size() > MOST_LANES) {
      line("  and %d more; a filter (/) finds them".formatted(lanes.size() - MOST_LANES));
    }
  }

  private static String withoutScheduler(String name, Scheduler scheduler) {
    String prefix = scheduler.name() + "-";
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  static String bar(double ran, double queued, int length) {
    int on = (int) Math.round(Math.min(1, ran) * length);
    int queue = Math.min((int) Math.round(Math.min(1, queued) * length), length - on);
    return "#".repeat(on) + ":".repeat(queue) + " ".repeat(length - on - queue);
  }

  // ---- sites

  private void sites() {
    if (now.hasProfile()) {
      profile();
    }
    if (threads != null) {
      threads(threads);
    }
  }

  private void threads(Threads shown) {
    line("");
    StringBuilder titles = new StringBuilder();
    for (Site.Reason reason : Site.Reason.values()) {
      titles.append("%7s".formatted(reason.title()));
    }
    int room = width - 16 - titles.length();
    head(
        ("%-" + room + "s %7s %7s%s")
            .formatted(
                "VIRTUAL THREADS BEGUN IN (" + age(shown.millis()) + ")", "live", "run", titles));
    shown.sites().stream()
        .filter(site -> view.lets(site.name()))
        .sorted(order())
        .forEach(site -> site(site, room));
  }

  private Comparator<Site> order() {
    Comparator<Site> byName = Comparator.comparing(Site::name);
    return switch (view.order()) {
      case LIVE -> Comparator.comparingInt(Site::live).reversed().thenComparing(byName);
      case RUNNING -> Comparator.comparingInt(Site::running).reversed().thenComparing(byName);
      case PARKED ->
          Comparator.comparingInt((Site site) -> site.live() - site.running())
              .reversed()
              .thenComparing(byName);
      case NAME -> byName;
    };
  }

  private void site(Site site, int room) {
    StringBuilder parked = new StringBuilder();
    for (Site.Reason reason : Site.Reason.values()) {
      int count = site.parked(reason);
      parked.append("%7s".formatted(count == 0 ? "." : small(count)));
    }
    row(
        ("%-" + room + "s %7s %7s%s")
            .formatted(
                shortened(site.name(), room), small(site.live()), small(site.running()), parked),
        false,
        site);
  }

  private void profile() {
    List<Map<?, ?>> rows = now.profile();
    line("");
    int room = width - 46;
    head(
        ("%-" + room + "s %8s %9s %8s %8s %8s")
            .formatted("SPAWN SITE (since the start)", "live", "runs", "ran", "waited", "longest"));
    for (Map<?, ?> row : rows.subList(0, Math.min(MOST_LANES, rows.size()))) {
      String site = Scheduler.text(row.get("site"));
      if (view.lets(site)) {
        line(
            ("%-" + room + "s %8s %9s %8s %8s %8s")
                .formatted(
                    shortened(site, room),
                    small(
                        Scheduler.number(row.get("started")) - Scheduler.number(row.get("ended"))),
                    small(Scheduler.number(row.get("runs"))),
                    time(Scheduler.number(row.get("ranNanos"))),
                    time(Scheduler.number(row.get("waitedNanos"))),
                    time(Scheduler.number(row.get("longestNanos")))));
      }
    }
  }

  // ---- who was stuck

  private void stuck(List<Scheduler.Stuck> lately) {
    List<Scheduler.Stuck> all =
        lately.stream()
            .sorted(Comparator.comparingLong(Scheduler.Stuck::at).reversed())
            .filter(stuck -> view.lets(stuck.threadName() + " " + String.join(" ", stuck.stack())))
            .limit(MOST_STUCK)
            .toList();
    if (all.isEmpty()) {
      return;
    }
    line("");
    head("STUCK LATELY, SO THAT OTHERS CAME FOR WHAT WAITED BEHIND IT");
    for (Scheduler.Stuck stuck : all) {
      row(
          "%9s  %s  #%d %s  %s"
              .formatted(
                  age(now.millis() - stuck.at()),
                  stuck.worker(),
                  stuck.thread(),
                  stuck.threadName(),
                  stuck.stack().stream().findFirst().map(Page::withoutModule).orElse("")),
          false,
          stuck);
    }
  }

  private static String withoutModule(String frame) {
    return frame.substring(frame.lastIndexOf('/', Math.max(0, frame.indexOf('('))) + 1);
  }

  // ---- words

  private void line(String text) {
    lines.add(Line.plain(cut(text)));
  }

  private void head(String text) {
    lines.add(Line.of(cut(text), Line.Style.HEAD));
  }

  private void row(String text, boolean alarm, Object subject) {
    lines.add(new Line(cut(text), alarm ? Line.Style.ALARM : Line.Style.PLAIN, rows++, subject));
  }

  private String cut(String text) {
    String line = text.stripTrailing();
    return line.length() <= width ? line : line.substring(0, width - 1) + "…";
  }

  private String leftAndRight(String left, String right) {
    return left + " ".repeat(Math.max(1, width - left.length() - right.length())) + right;
  }

  /// The end of a name tells more than its beginning.
  static String shortened(String name, int most) {
    return name.length() <= most ? name : "…" + name.substring(name.length() - most + 1);
  }

  private static String whole(double number) {
    return number > 0 && number < 10
        ? String.format(Locale.ROOT, "%.1f", number)
        : Text.count(Math.round(number));
  }

  /// A number in six characters at most.
  static String small(long number) {
    return number < 100_000
        ? Text.count(number)
        : number < 10_000_000
            ? Text.count(number / 1_000) + "k"
            : Text.count(number / 1_000_000) + "M";
  }

  static String time(long nanos) {
    return nanos < 1_000_000
        ? "%.0f µs".formatted(nanos / 1e3)
        : nanos < 1_000_000_000
            ? "%.1f ms".formatted(nanos / 1e6)
            : nanos < 100_000_000_000L
                ? "%.1f s".formatted(nanos / 1e9)
                : Text.count(nanos / 1_000_000_000) + " s";
  }

  private static String age(long millis) {
    Duration age = Duration.ofMillis(Math.max(0, millis));
    return age.toSeconds() < 100
        ? age.toSeconds() + " s ago"
        : age.toMinutes() < 100 ? age.toMinutes() + " min ago" : age.toHours() + " h ago";
  }
}

package io.smolscale;

import io.smolscale.internal.profile.Site;
import io.smolscale.internal.profile.Sites;
import io.smolscale.internal.profile.Table;
import io.smolscale.internal.runtime.Global;
import java.time.Duration;
import java.util.List;

/// What the tasks of this process cost so far, by the place that spawned them: all schedulers
/// together.
///
/// It is kept from [#start] to [#stop], or from the beginning with `-Dsmolscale.profile=on` (or
/// `SMOLSCALE_PROFILE=on`), and printed on standard error besides when the JVM exits (`exit`) or
/// also every so many seconds (a number). While none is kept, nothing is paid for it. With it, a
/// spawn costs a look at the stack, and each run two looks at the clock.
///
/// ```text
/// spawned at               started   alive     runs  run total    longest     waited
/// com.example.Shop:42       10,000      12  120,031   1.24 s      3.1 ms     84.2 ms
/// reader                         1       1      983    310 ms    12.0 ms      1.1 ms
/// ```
///
/// ## What is a site
///
/// The name of the task, if it [was given one][Scheduler#spawn(String,
/// java.util.concurrent.Callable)], and otherwise class and line of the code that spawned it: the
/// first frame that is neither ours nor the JDK's. Where that is a lambda, or of a class that was
/// made at run time, as it often is in a library, the row has its method too, and who called it:
/// `com.lib.Pool.submit (lambda):42 < com.example.Shop:17`. There are a thousand sites at most;
/// later ones share one row.
///
/// Plain tasks, spawned tasks, and threads of a scheduler's factories each count at the site that
/// submits, spawns or makes them. A virtual thread that one of these starts through the JDK adds
/// its runs to the row of its parent. Under the agent all other virtual threads count at the site
/// that starts them. On the JDK's own scheduler (`smolscale.scheduler=jdk`) virtual threads are
/// counted, and not timed.
///
/// Threads that were started before the profile began count in one row, with their runs from then
/// on.
///
/// @param on whether a profile is kept; if not, the rows are those of the last that was, or none
/// @param rows one for each site, those first that have run the longest
public record Profile(boolean on, List<Row> rows) {
  private static final String OFF =
      "no profile: it is kept with -Dsmolscale.profile=on, SMOLSCALE_PROFILE=on, or"
          + " Profile.start()\n";

  /// Keeps a copy of the list.
  public Profile {
    rows = List.copyOf(rows);
  }

  /// Returns the profile as it is now. The values of a row are read one after the other while work
  /// goes on; in a quiet process they are exact.
  ///
  /// @throws IllegalArgumentException when the setting makes no sense
  public static Profile take() {
    Sites sites = Global.lastProfile();
    return sites == null ? new Profile(false, List.of()) : new Profile(isOn(), of(sites).rows());
  }

  /// Returns whether a profile is kept now.
  ///
  /// @throws IllegalArgumentException when the setting makes no sense
  public static boolean isOn() {
    return Global.profile() != null;
  }

  /// Begins to keep a profile, from nothing. If one is kept, it has no effect. Tasks that are
  /// submitted meanwhile may still be left out. Thread-safe; does not block.
  ///
  /// @throws IllegalArgumentException when the setting makes no sense
  public static synchronized void start() {
    Sites sites = Global.startProfile();
    if (sites != null) {
      Schedulers.all().forEach(scheduler -> ((Spawner) scheduler).keepProfile(sites));
    }
  }

  /// Ends that; what was kept can still be [taken][#take]. If none is kept, it has no effect. A run
  /// that has begun is still counted when it is over. Thread-safe; does not block.
  ///
  /// @throws IllegalArgumentException when the setting makes no sense
  public static synchronized void stop() {
    if (Global.stopProfile()) {
      Schedulers.all().forEach(scheduler -> ((Spawner) scheduler).keepProfile(null));
    }
  }

  static Profile of(Sites sites) {
    return new Profile(true, sites.lines().stream().map(Row::of).toList());
  }

  /// Returns the table, for people.
  public String describe() {
    return on || !rows.isEmpty() ? Table.of(rows.stream().map(Row::line).toList()) : OFF;
  }

  /// What the tasks of one site cost.
  ///
  /// @param site class and line, or the name of the task
  /// @param started how many tasks have been spawned there
  /// @param alive how many of them have not ended
  /// @param runs how often one of them was run: a plain task once, a virtual thread when it starts
  ///   and each time that it goes on
  /// @param runTotal how long these runs took, all together
  /// @param longestRun how long the longest of them took
  /// @param waited how long they waited for a worker before these runs, all together
  public record Row(
      String site,
      long started,
      long alive,
      long runs,
      Duration runTotal,
      Duration longestRun,
      Duration waited) {

    private static Row of(Site.Line line) {
      return new Row(
          line.name(),
          line.started(),
          line.started() - line.ended(),
          line.runs(),
          Duration.ofNanos(line.ran()),
          Duration.ofNanos(line.longest()),
          Duration.ofNanos(line.waited()));
    }

    private Site.Line line() {
      return new Site.Line(
          site,
          started,
          started - alive,
          runs,
          runTotal.toNanos(),
          longestRun.toNanos(),
          waited.toNanos());
    }
  }
}

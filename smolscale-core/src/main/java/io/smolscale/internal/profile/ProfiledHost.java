package io.smolscale.internal.profile;

import io.smolscale.internal.jdk.Figures;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.queue.Stranded;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Stands between the VM and a crew, and takes the time of each run.
public final class ProfiledHost implements Host {
  private final Host crew;
  private final Function<Runnable, Site> siteOf;
  private final Consumer<Runnable> ran;
  private final @Nullable String site; // null: that of each thread

  private ProfiledHost(
      Host crew, @Nullable String site, Function<Runnable, Site> siteOf, Consumer<Runnable> ran) {
    this.crew = crew;
    this.site = site;
    this.siteOf = siteOf;
    this.ran = ran;
  }

  /// For threads of one site, and those that they start themselves.
  static ProfiledHost of(Host crew, Site site) {
    return new ProfiledHost(crew, site.name(), _ -> site, _ -> {});
  }

  /// For threads that come from anywhere.
  public static ProfiledHost ofAny(Host crew, Sites sites) {
    SiteOfThread known = new SiteOfThread(sites);
    return new ProfiledHost(crew, null, known::get, known::ran);
  }

  /// Returns what keeps the profile of a host's threads in this table, whether they are of one site
  /// or come from anywhere.
  public static Host in(Sites sites, Host host) {
    if (host instanceof ProfiledHost profiled) {
      return profiled.site == null
          ? ofAny(profiled.crew, sites)
          : of(profiled.crew, sites.named(profiled.site));
    }
    return ofAny(host, sites);
  }

  /// Returns the host without a profile.
  public static Host without(Host host) {
    return host instanceof ProfiledHost profiled ? profiled.crew : host;
  }

  @Override
  public void onContinue(Runnable thread) {
    Site site = siteOf.apply(thread);
    crew.onContinue(new TimedRun(thread, site, System.nanoTime(), ran));
  }

  @Override
  public void onTask(Runnable task) {
    crew.onTask(task);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long nanos) {
    return crew.schedule(command, nanos);
  }

  @Override
  public int setParallelism(int size) {
    return crew.setParallelism(size);
  }

  @Override
  public void aboutToBlock() {
    crew.aboutToBlock();
  }

  @Override
  public Stranded stranded() {
    return crew.stranded();
  }

  @Override
  public void onStranded() {
    crew.onStranded();
  }

  @Override
  public Figures figures() {
    return crew.figures();
  }

  @Override
  public void lookedAt() {
    crew.lookedAt();
  }
}

package io.smolscale.internal.profile;

import io.smolscale.internal.jdk.StandIn;

/// A plain task whose time is taken.
///
/// @param body what to run
/// @param site whose it is
/// @param since when it was submitted
public record TimedTask(Runnable body, Site site, long since) implements StandIn {
  /// Returns a task that is submitted now, by the code that calls.
  public static Runnable of(Runnable body, Sites sites) {
    Site site = sites.here();
    site.started();
    return new TimedTask(body, site, System.nanoTime());
  }

  @Override
  public void run() {
    long from = System.nanoTime();
    try {
      body.run();
    } finally {
      site.ran(since, from, System.nanoTime());
      site.ended();
    }
  }

  @Override
  public Runnable behind() {
    return body;
  }

  @Override
  public Runnable dropped() {
    site.ended();
    return body;
  }
}

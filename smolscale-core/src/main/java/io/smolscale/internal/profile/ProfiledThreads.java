package io.smolscale.internal.profile;

import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.Vm;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Makes the virtual threads of one crew, each with a host of its site.
public final class ProfiledThreads {
  private final Vm vm;
  private final Host crew;
  private final Sites sites;
  private final ConcurrentMap<Site, ThreadFactory> factories = new ConcurrentHashMap<>();

  /// For the threads of a crew, of a VM that has some.
  public ProfiledThreads(Vm vm, Host crew, Sites sites) {
    this.vm = vm;
    this.crew = crew;
    this.sites = sites;
  }

  /// A factory whose threads belong to the site that calls it, or to that of a name. They count as
  /// started when they are made.
  public ThreadFactory factory(@Nullable String name) {
    return body -> {
      Site site = name == null ? sites.here() : sites.named(name);
      return factory(site).newThread(site.lived(body));
    };
  }

  private ThreadFactory factory(Site site) {
    return factories.computeIfAbsent(site, s -> vm.threads(ProfiledHost.of(crew, s)).orThrow());
  }
}

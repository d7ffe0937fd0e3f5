package io.smolscale.internal.profile;

import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.jdk.VirtualThreadBuilders;
import io.smolscale.internal.jdk.VmExecutor;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Makes the virtual threads of one crew, each on an executor of its site.
public final class ProfiledThreads {
  private final Host crew;
  private final Sites sites;
  private final ConcurrentMap<Site, VmExecutor> executors = new ConcurrentHashMap<>();

  /// For the threads of a crew.
  public ProfiledThreads(Host crew, Sites sites) {
    this.crew = crew;
    this.sites = sites;
  }

  /// A factory whose threads belong to the site that calls it, or to that of a name. They count as
  /// started when they are made.
  public ThreadFactory factory(@Nullable String name) {
    return body -> {
      Site site = name == null ? sites.here() : sites.named(name);
      return VirtualThreadBuilders.on(executor(site)).unstarted(site.lived(body));
    };
  }

  private VmExecutor executor(Site site) {
    return executors.computeIfAbsent(site, s -> new VmExecutor(ProfiledHost.of(crew, s)));
  }
}

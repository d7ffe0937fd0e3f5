package io.smolscale.tried.programs;

import io.smolscale.it.programs.Lifeline;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.JChannel;

/// Two nodes of a cache that is spread over both. Virtual threads write on one and read on the
/// other, and count together.
public final class InfinispanProgram {
  private static final int ROUNDS = 10;
  private static final int COUNTERS = 10;

  private InfinispanProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    Group group = new Group();
    try (Work work = Work.begin(args);
        EmbeddedCacheManager first = node(group.first());
        EmbeddedCacheManager second = node(group.second())) {
      Cache<String, Integer> here = cache(first);
      Cache<String, Integer> there = cache(second);
      System.out.println("nodes: " + second.getMembers().size());
      work.all(number -> {
        for (int round = 0; round < ROUNDS; round++) {
          String key = "key-" + number + "-" + round;
          here.put(key, round);
          Integer value = there.get(key);
          Work.check(value != null && value == round, "another value of " + key + ": " + value);
          increment(round % 2 == 0 ? here : there, "counter-" + number % COUNTERS);
        }
      });
      int sum = 0;
      for (int counter = 0; counter < COUNTERS; counter++) {
        sum += here.getOrDefault("counter-" + counter, 0);
      }
      System.out.println("counted: " + (sum == ROUNDS * work.size()));
    }
    Lifeline.awaitEndOfInput();
  }

  private static EmbeddedCacheManager node(JChannel channel) {
    GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
    global.transport().transport(new JGroupsTransport(channel)).clusterName("caches");
    return new DefaultCacheManager(global.build());
  }

  private static Cache<String, Integer> cache(EmbeddedCacheManager manager) {
    ConfigurationBuilder settings = new ConfigurationBuilder();
    settings.clustering().cacheMode(CacheMode.DIST_SYNC);
    manager.defineConfiguration("cache", settings.build());
    return manager.getCache("cache");
  }

  private static void increment(Cache<String, Integer> cache, String key) {
    while (true) {
      Integer old = cache.putIfAbsent(key, 1);
      if (old == null || cache.replace(key, old, old + 1)) {
        return;
      }
    }
  }
}

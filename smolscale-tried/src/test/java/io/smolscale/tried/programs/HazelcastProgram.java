package io.smolscale.tried.programs;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import io.smolscale.it.programs.Lifeline;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Two members of Hazelcast. Virtual threads write on one and read on the other, and count
/// together, under locks of the map.
public final class HazelcastProgram {
  private static final int ROUNDS = 10;
  private static final int COUNTERS = 10;

  private HazelcastProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    int firstPort = freePort();
    int secondPort = freePort();
    try (Work work = Work.begin(args)) {
      HazelcastInstance first = Hazelcast.newHazelcastInstance(config(firstPort, secondPort));
      HazelcastInstance second = Hazelcast.newHazelcastInstance(config(secondPort, firstPort));
      try {
        System.out.println("members: " + second.getCluster().getMembers().size());
        IMap<String, Integer> here = first.getMap("map");
        IMap<String, Integer> there = second.getMap("map");
        work.all(number -> {
          for (int round = 0; round < ROUNDS; round++) {
            String key = "key-" + number + "-" + round;
            here.set(key, round);
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
      } finally {
        Hazelcast.shutdownAll();
      }
    }
    Lifeline.awaitEndOfInput();
  }

  private static Config config(int own, int others) {
    Config config = new Config();
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.getNetworkConfig().setPort(own).setPortAutoIncrement(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config
        .getNetworkConfig()
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .addMember("127.0.0.1:" + own)
        .addMember("127.0.0.1:" + others);
    return config;
  }

  private static void increment(IMap<String, Integer> map, String key) {
    map.lock(key);
    try {
      map.set(key, map.getOrDefault(key, 0) + 1);
    } finally {
      map.unlock(key);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}

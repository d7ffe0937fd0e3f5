package io.smolscale.samples.cluster;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.cluster.Cluster;
import org.apache.pekko.cluster.sharding.ClusterSharding;
import org.apache.pekko.cluster.sharding.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.ShardRegion;

/// A node: one JVM of the cluster. It lives as long as its standard input, or until it is killed.
public final class Node {
  /// The name of the actor system, which all nodes share.
  static final String SYSTEM = "sample";

  /// Where a node takes messages for counters, wherever these are.
  static final String GATE = "gate";

  /// What it says when it belongs to the cluster.
  static final String UP = "up";

  /// Its exit code when the others have given it up.
  static final int GIVEN_UP = 3;

  private static final int SHARDS = 30; // as in cluster.conf

  private Node() {}

  /// Starts the node, and ends with its standard input.
  ///
  /// @param args its port, and those of the nodes to join, the first of which may found the cluster
  public static void main(String[] args) {
    Thread.ofPlatform().name("end-with-input").start(Node::endWithInput);
    int port = Integer.parseInt(args[0]);
    List<String> seeds = Arrays.stream(args).skip(1).map(Node::address).toList();
    Config config =
        ConfigFactory.parseMap(
            Map.of("pekko.remote.artery.canonical.port", port, "pekko.cluster.seed-nodes", seeds));
    ActorSystem system = ActorSystem.create(SYSTEM, config.withFallback(ConfigFactory.load()));
    system.getWhenTerminated().thenRun(() -> Runtime.getRuntime().halt(GIVEN_UP));
    ActorRef region =
        ClusterSharding.get(system)
            .start("counters", Counter.props(), ClusterShardingSettings.create(system), shards());
    system.actorOf(Props.create(Gate.class, () -> new Gate(region)), GATE);
    CompletableFuture<String> up = new CompletableFuture<>();
    Cluster.get(system).registerOnMemberUp(() -> up.complete(UP));
    System.out.println(up.join() + " on " + where(system));
  }

  /// Ends this JVM with whoever started it, also while it is still looking for the others.
  private static void endWithInput() {
    try {
      while (System.in.read() >= 0) {
        // until the stream is closed
      }
    } catch (IOException _) {
      // as good as closed
    }
    Runtime.getRuntime().halt(0); // the sample is over: nobody needs a farewell
  }

  /// The address of the node with this port.
  static String address(String port) {
    return "pekko://" + SYSTEM + "@127.0.0.1:" + port;
  }

  /// Which thread runs a task of the default dispatcher: of a worker of smolscale, or of a pool.
  private static String where(ActorSystem system) {
    return CompletableFuture.supplyAsync(
            () -> Thread.currentThread().getName(), system.dispatcher())
        .join();
  }

  private static ShardRegion.MessageExtractor shards() {
    return new ShardRegion.HashCodeMessageExtractor(SHARDS) {
      @Override
      public String entityId(Object message) {
        return Add.decode((String) message).counter();
      }
    };
  }

  /// Takes messages from outside of the cluster.
  private static final class Gate extends AbstractActor {
    private final ActorRef counters;

    private Gate(ActorRef counters) {
      this.counters = counters;
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(String.class, message -> counters.forward(message, getContext()))
          .build();
    }
  }
}

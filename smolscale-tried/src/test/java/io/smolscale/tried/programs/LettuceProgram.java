package io.smolscale.tried.programs;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.smolscale.it.programs.Lifeline;
import java.util.concurrent.CountDownLatch;

/// Virtual threads share a connection to Redis; some of them wait for each other through its lists,
/// on connections of their own, and messages come back by a subscription. The second argument is
/// the URL.
public final class LettuceProgram {
  private static final int ROUNDS = 20;
  private static final int WAITERS = 3;

  private LettuceProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    try (Work work = Work.begin(args);
        RedisClient client = RedisClient.create(args[1]);
        StatefulRedisConnection<String, String> shared = client.connect()) {
      RedisCommands<String, String> redis = shared.sync();
      redis.flushall();
      work.all(number -> {
        for (int round = 0; round < ROUNDS; round++) {
          String key = "key-" + number;
          redis.set(key, number + "." + round);
          Work.check((number + "." + round).equals(redis.get(key)), "another answer for " + key);
          redis.incr("counter");
        }
      });
      System.out.println(
          "counted: " + redis.get("counter").equals(String.valueOf(ROUNDS * work.size())));
      work.all(
          2 * WAITERS,
          number -> {
            if (number < WAITERS) {
              try (StatefulRedisConnection<String, String> own = client.connect()) {
                var value = own.sync().blpop(0, "list-" + number);
                Work.check(value.getValue().equals("value"), "popped " + value);
              }
            } else {
              Thread.sleep(20);
              redis.rpush("list-" + (number - WAITERS), "value");
            }
          });
      System.out.println("popped: all");
      subscribe(work, client, redis);
    }
    Lifeline.awaitEndOfInput();
  }

  private static void subscribe(Work work, RedisClient client, RedisCommands<String, String> redis)
      throws Exception {
    CountDownLatch heard = new CountDownLatch(work.size());
    try (StatefulRedisPubSubConnection<String, String> subscription = client.connectPubSub()) {
      subscription.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              heard.countDown();
            }
          });
      subscription.sync().subscribe("channel");
      work.all(number -> redis.publish("channel", "message " + number));
      heard.await();
    }
    System.out.println("heard: all");
  }
}

package io.smolscale.tried.programs;

import io.smolscale.it.programs.Lifeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.IntegerSerializer;

/// Virtual threads share a producer, and wait until the broker has each record; a group of
/// consumers, each on a virtual thread, reads them all. The second argument is the broker's port.
public final class KafkaProgram {
  private static final int PARTITIONS = 4;
  private static final int CONSUMERS = 3;
  private static final int ROUNDS = 10;

  private KafkaProgram() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    String servers = "127.0.0.1:" + args[1];
    String topic = "topic-" + ProcessHandle.current().pid();
    try (Work work = Work.begin(args);
        ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
      try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1))).all().get();
      }
      int records = ROUNDS * work.size();
      AtomicInteger left = new AtomicInteger(records);
      AtomicLong sum = new AtomicLong();
      List<Future<?>> ends =
          IntStream.range(0, CONSUMERS)
              .<Future<?>>mapToObj(_ ->
                  readers.submit(() -> {
                    read(servers, topic, left, sum);
                    work.seen();
                  }))
              .toList();
      try (Producer<Integer, Integer> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", servers),
              new IntegerSerializer(),
              new IntegerSerializer())) {
        work.all(number -> {
          for (int round = 0; round < ROUNDS; round++) {
            producer.send(new ProducerRecord<>(topic, number, number + round)).get();
          }
        });
      }
      for (Future<?> end : ends) {
        end.get();
      }
      long expected = 0;
      for (int number = 0; number < work.size(); number++) {
        for (int round = 0; round < ROUNDS; round++) {
          expected += number + round;
        }
      }
      System.out.println("sum: " + (sum.get() == expected ? "right" : sum));
    }
    Lifeline.awaitEndOfInput();
  }

  private static void read(String servers, String topic, AtomicInteger left, AtomicLong sum) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "group.id", topic, "auto.offset.reset", "earliest");
    try (Consumer<Integer, Integer> consumer =
        new KafkaConsumer<>(settings, new IntegerDeserializer(), new IntegerDeserializer())) {
      consumer.subscribe(List.of(topic));
      while (left.get() > 0) {
        for (ConsumerRecord<Integer, Integer> next : consumer.poll(Duration.ofMillis(50))) {
          sum.addAndGet(next.value());
          left.decrementAndGet();
        }
      }
    }
  }
}

package io.smolscale.cli.pods;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;

/// What goes wrong beside a service, in virtual threads of its own JVM.
enum Fault {
  /// Nothing: how the service is without.
  NONE("none", "nothing else runs") {
    @Override
    void begin() {
      // Nothing begins.
    }
  },

  /// Who computes does not give way, and nobody takes the processor away.
  HOGS("hogs", "2 threads compute without a pause") {
    @Override
    void begin() {
      for (int i = 0; i < THREADS; i++) {
        Bystander.start(Fault::compute);
      }
    }
  },

  /// A producer and a consumer that always have something to do.
  ARRAY_QUEUE("pair-array-queue", "2 threads pass items through an ArrayBlockingQueue") {
    @Override
    void begin() {
      Pair.over(new ArrayBlockingQueue<>(100));
    }
  },

  /// The same hand in hand.
  SYNCHRONOUS_QUEUE("pair-synchronous-queue", "2 threads pass items through a SynchronousQueue") {
    @Override
    void begin() {
      Pair.over(new SynchronousQueue<>());
    }
  },

  /// The same, where the producer waits for the consumer.
  TRANSFER_QUEUE("pair-transfer-queue", "2 threads pass items through a LinkedTransferQueue") {
    @Override
    void begin() {
      Pair.over(new LinkedTransferQueue<>());
    }
  },

  /// Two that hand a lock to each other.
  LOCK("pair-lock", "2 threads take a fair lock in turns") {
    @Override
    void begin() {
      Pair.overLock();
    }
  },

  /// Two that are polite to each other, and to nobody else.
  YIELDS("pair-yield", "2 threads call Thread.yield() all the time") {
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // to yield is the point here
    void begin() {
      for (int i = 0; i < THREADS; i++) {
        Bystander.start(() -> {
          while (true) {
            Thread.yield();
          }
        });
      }
    }
  },

  /// Frameworks that initialise their classes when the first requests come.
  CLASSES("class-storm", "300 threads initialise classes that wait for 100 ms, at the start") {
    @Override
    void begin() {
      SlowClasses.storm();
    }
  },

  /// A driver or a codec that calls back, and waits there.
  NATIVE("native-pins", "2 threads wait in callbacks from native code") {
    @Override
    void begin() {
      for (int i = 0; i < THREADS; i++) {
        Bystander.start(NativeWait::forever);
      }
    }
  },

  /// The owner of a lock cannot go on, because those who wait for it keep the processor.
  LOG_LOCK("log-lock", "a log's lock, wanted by threads that cannot leave their carrier") {
    @Override
    void begin() {
      LogLock.begin();
    }
  };

  private static final int THREADS = 2;

  private static final AtomicLong SINK = new AtomicLong(); // or a compiler leaves the work out

  private final String title;
  private final String words;

  Fault(String title, String words) {
    this.title = title;
    this.words = words;
  }

  /// Returns its name on the command line.
  String title() {
    return title;
  }

  /// Returns what happens, in words.
  String words() {
    return words;
  }

  /// Starts it in this JVM, for as long as that lives.
  abstract void begin();

  /// Returns the one with this name on the command line.
  static Optional<Fault> named(String title) {
    return Arrays.stream(values()).filter(fault -> fault.title.equals(title)).findFirst();
  }

  /// Returns all names.
  static List<String> titles() {
    return Arrays.stream(values()).map(Fault::title).toList();
  }

  private static void compute() {
    long x = 1;
    while (true) {
      for (int i = 0; i < 1_000_000; i++) {
        x = x * 6_364_136_223_846_793_005L + 1;
      }
      if (x == 0) {
        SINK.incrementAndGet();
      }
    }
  }
}

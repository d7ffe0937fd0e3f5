package io.smolscale.bench.task;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// An executor under test. Its threads are daemons and stay for as long as the JVM does.
public interface Pool {
  /// Which pool it is: a name of [#named].
  String PROPERTY = "smolscale.bench.pool";

  /// What runs tasks.
  Executor executor();

  /// Somebody who waits for messages and handles one at a time.
  default Mailbox mailbox(Consumer<Runnable> behaviour) {
    return new Actor(executor(), behaviour);
  }

  /// The one that this JVM was told to test.
  static Pool chosen() {
    return named(System.getProperty(PROPERTY, "fork-join"));
  }

  /// The pool of this name, made anew or, where it is a global one, that.
  static Pool named(String name) {
    final int cores = Runtime.getRuntime().availableProcessors();
    return switch (name) {
      // first in, first out: "for event-style asynchronous tasks", says its documentation
      case "fork-join" -> {
        final Executor pool =
            new ForkJoinPool(cores, ForkJoinPool.defaultForkJoinWorkerThreadFactory, null, true);
        yield () -> pool;
      }
      case "thread-pool" -> {
        final Executor pool =
            new ThreadPoolExecutor(
                cores,
                cores,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().factory());
        yield () -> pool;
      }
      case "smolscale" -> SmolscalePool.global();
      case "kotlin" -> KotlinPool.dispatcher();
      case "reactor" -> new ReactorPool();
      case "pekko" -> new PekkoPool(cores);
      default -> throw new IllegalArgumentException("no pool " + name);
    };
  }
}

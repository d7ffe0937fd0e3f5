package com.example.consumer;

import io.reactivex.rxjava3.core.Flowable;
import io.smolscale.reactor.SmolscaleSchedulers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/// What docs/reactive.md quotes.
final class Streams {
  private Streams() {}

  // quote reactor
  /// Hands each order from one worker to the next, which mostly are one thread; the clock is ours.
  static Flux<String> shipped(Flux<Integer> orders) {
    Scheduler workers = SmolscaleSchedulers.global();
    return orders
        .publishOn(workers)
        .map(order -> "packed " + order)
        .publishOn(workers)
        .timeout(Duration.ofSeconds(5), workers)
        .map(parcel -> parcel + ", shipped");
  }

  // end

  // quote rxjava
  /// The same with RxJava.
  static Flowable<String> delivered(Flowable<Integer> orders) {
    var workers = io.smolscale.rxjava.SmolscaleSchedulers.global();
    return orders
        .observeOn(workers)
        .map(order -> "packed " + order)
        .delay(10, TimeUnit.MILLISECONDS, workers);
  }

  // end
}

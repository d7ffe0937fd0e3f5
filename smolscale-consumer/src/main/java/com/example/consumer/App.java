package com.example.consumer;

import io.netty.channel.EventLoopGroup;
import io.reactivex.rxjava3.core.Flowable;
import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.Smolscale;
import io.smolscale.coroutines.SmolscaleDispatchers;
import io.smolscale.netty.SmolscaleEventLoops;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import kotlin.coroutines.EmptyCoroutineContext;
import kotlinx.coroutines.BuildersKt;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.DelayKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.Job;
import reactor.core.publisher.Flux;

/// Runs a coroutine, two streams with delays and an event loop, on the global scheduler and on one
/// of its own, and says on whose threads.
public final class App {
  private static final Set<String> THREADS = ConcurrentHashMap.newKeySet();

  private App() {}

  /// Prints `app: [names]`, without the numbers of the threads.
  public static void main(String[] args) throws Exception {
    run(Smolscale.scheduler());
    try (Scheduler own = Scheduler.create(SchedulerConfig.DEFAULT.withName("own"))) {
      run(own);
    }
    Thread thread = Thread.ofVirtual().start(() -> seen());
    thread.join();
    System.out.println("app: " + new TreeSet<>(THREADS));
  }

  private static void run(Scheduler scheduler) throws InterruptedException {
    CoroutineDispatcher dispatcher = SmolscaleDispatchers.of(scheduler);
    Job job =
        BuildersKt.launch(
            GlobalScope.INSTANCE,
            dispatcher,
            CoroutineStart.DEFAULT,
            (_, continuation) -> {
              seen();
              return DelayKt.delay(5, continuation);
            });
    Object _ =
        BuildersKt.runBlocking(
            EmptyCoroutineContext.INSTANCE, (_, continuation) -> job.join(continuation));

    Long ticks =
        Flux.interval(Duration.ofMillis(1), io.smolscale.reactor.SmolscaleSchedulers.of(scheduler))
            .take(3)
            .doOnNext(_ -> seen())
            .count()
            .block(Duration.ofSeconds(60));
    check(ticks == 3);

    long items =
        Flowable.interval(
                1, TimeUnit.MILLISECONDS, io.smolscale.rxjava.SmolscaleSchedulers.of(scheduler))
            .take(3)
            .doOnNext(_ -> seen())
            .count()
            .blockingGet();
    check(items == 3);

    EventLoopGroup loops = SmolscaleEventLoops.of(scheduler).withLoops(1).group();
    loops.submit(() -> seen()).sync();
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError();
    }
  }

  private static void seen() {
    THREADS.add(Thread.currentThread().getName().replaceAll("-\\d+", ""));
  }
}

package io.smolscale.netty;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.FutureMono;
import reactor.netty.resources.LoopResources;

/// The loops of Reactor Netty, and so of Spring WebFlux, as ours: `HttpServer.create().runOn(new
/// SmolscaleLoopResources(SmolscaleEventLoops.global()))`.
///
/// Servers and clients share one group, and a client that is used on a loop stays on it. The group
/// is NIO whether Reactor Netty prefers a native transport or not. Reactor sees its threads as
/// `NonBlocking`: it refuses `block()` there, as on loops of its own. Those are daemons, and so
/// `withDaemon(true)` leaves a program's end as it was.
///
/// Disposing of it shuts the group down. Thread-safe; nothing blocks.
public final class SmolscaleLoopResources implements LoopResources {
  static {
    Schedulers.registerNonBlockingThreadPredicate(SmolscaleEventLoops::isLoop);
  }

  private final EventLoopGroup servers;
  private final EventLoopGroup clients;

  /// Makes a group with these settings. The name of its threads does not matter to Reactor.
  public SmolscaleLoopResources(SmolscaleEventLoops loops) {
    servers = Objects.requireNonNull(loops, "loops").group();
    clients = LoopResources.colocate(servers);
  }

  @Override
  public EventLoopGroup onServer(boolean useNative) {
    return servers;
  }

  @Override
  public EventLoopGroup onClient(boolean useNative) {
    return clients;
  }

  /// Shuts the group down, when somebody subscribes.
  @Override
  public Mono<Void> disposeLater(Duration quietPeriod, Duration timeout) {
    return FutureMono.deferFuture(() -> shutDown(quietPeriod, timeout));
  }

  @Override
  public boolean isDisposed() {
    return servers.isShuttingDown();
  }

  @SuppressWarnings("unchecked") // Netty has Future<?>, whose value is null
  private Future<Void> shutDown(Duration quietPeriod, Duration timeout) {
    return (Future<Void>)
        servers.shutdownGracefully(
            quietPeriod.toMillis(), timeout.toMillis(), TimeUnit.MILLISECONDS);
  }
}

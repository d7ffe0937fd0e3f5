package io.smolscale.netty;

import io.netty.channel.EventLoopGroup;
import io.vertx.core.transport.Transport;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A transport of Vert.x 5 whose event loops are ours, and which is Vert.x' own NIO in all else:
/// `Vertx.builder().withTransport(new SmolscaleTransport(SmolscaleEventLoops.global())).build()`.
///
/// There are as many loops as the [settings][SmolscaleEventLoops] say, but not more than
/// `VertxOptions.getEventLoopPoolSize()`, and one for accepting connections. `Vertx.close` shuts
/// them down. Whether the JVM stays up for them, `withDaemon` says, and not
/// `VertxOptions.setUseDaemonThread`.
///
/// Vert.x knows its own loops by the class of their threads, so here
/// `Context.isOnEventLoopThread()` is false on a loop:
/// `Vertx.currentContext().isEventLoopContext()` and [SmolscaleEventLoops#isLoop] are true. Its
/// blocked-thread checker does not see the loops; in its place
/// [SmolscaleEventLoops#withBlockedAfter] watches them, by default with a limit of 2 s.
/// `Vertx.isNativeTransportEnabled()` is true for any transport but the class of its own.
///
/// Immutable and thread-safe.
public final class SmolscaleTransport implements Transport {
  private static final Duration MAX_EXECUTE_TIME = Duration.ofSeconds(2); // Vert.x' default

  private final SmolscaleEventLoops loops;

  /// Makes a transport with these loops.
  public SmolscaleTransport(SmolscaleEventLoops loops) {
    this.loops = Objects.requireNonNull(loops, "loops").withBlockedAfterOr(MAX_EXECUTE_TIME);
  }

  @Override
  public String name() {
    return "smolscale";
  }

  @Override
  public boolean available() {
    return NIO.available();
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return NIO.unavailabilityCause();
  }

  /// Returns Vert.x' NIO, but for the loops. A proxy, as the methods differ from one 5.x to the
  /// next, and the class is not exported.
  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    Class<io.vertx.core.spi.transport.Transport> type = io.vertx.core.spi.transport.Transport.class;
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Ours(NIO.implementation(), loops)));
  }

  private record Ours(io.vertx.core.spi.transport.Transport nio, SmolscaleEventLoops loops)
      implements InvocationHandler {
    private static final String GROUP = "eventLoopGroup";

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
        throws Throwable {
      if (method.getName().equals(GROUP) && arguments != null) {
        // int type, int nThreads, and what does not concern us
        return group((Integer) arguments[0], (Integer) arguments[1]);
      }
      try {
        return method.invoke(nio, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    private EventLoopGroup group(int type, int atMost) {
      return type == io.vertx.core.spi.transport.Transport.ACCEPTOR_EVENT_LOOP_GROUP
          ? loops.withName(loops.name() + "-acceptor").withLoops(1).group()
          : loops.withLoopsAtMost(atMost).group();
    }
  }
}

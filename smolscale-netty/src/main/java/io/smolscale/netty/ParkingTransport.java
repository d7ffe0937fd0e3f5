package io.smolscale.netty;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.local.LocalIoHandle;
import io.netty.channel.nio.NioIoHandle;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.Objects;

/// Hands out a transport's handlers as long as a virtual thread can wait in them.
///
/// A `Selector` parks a virtual thread, and so does the transport within a JVM. Epoll, kqueue and
/// io_uring wait in native code, and with them the worker. A handler is told by the channels that
/// it takes, so that one is found, too, that stands in for another.
record ParkingTransport(IoHandlerFactory factory) implements IoHandlerFactory {
  @Override
  public IoHandler newHandler(ThreadAwareExecutor loop) {
    IoHandler handler = factory.newHandler(loop);
    if (handler.isCompatible(NioIoHandle.class) || handler.isCompatible(LocalIoHandle.class)) {
      return new YieldingIoHandler(handler);
    }
    Refusal refusal = new Refusal(handler.getClass());
    try {
      handler.destroy();
    } catch (RuntimeException e) {
      refusal.addSuppressed(e);
    }
    throw refusal;
  }

  @Override
  public boolean isChangingThreadSupported() {
    return factory.isChangingThreadSupported();
  }

  /// Runs what makes a group, and throws a refusal as it is: Netty throws what it came to in making
  /// a loop as the cause of another.
  static <T> T unwrapped(Making<T> making) {
    try {
      return making.make();
    } catch (IllegalStateException e) {
      if (e.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw e;
    }
  }

  /// Makes a group.
  @FunctionalInterface
  interface Making<T> {
    T make();
  }

  private static final class Refusal extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private Refusal(Class<?> handler) {
      super(
          Objects.requireNonNull(handler).getName()
              + " waits in native code, where a virtual thread blocks its worker: use"
              + " NioIoHandler.newFactory(), with NioServerSocketChannel and NioSocketChannel");
    }
  }
}

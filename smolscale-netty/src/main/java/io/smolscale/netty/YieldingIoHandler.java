package io.smolscale.netty;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.lang.invoke.VarHandle;

/// A loop's handler that lets the threads which the loop has started run first, before it waits for
/// its channels.
///
/// They are behind the loop on its worker. If it waited at once, it would leave the worker by way
/// of the poll set, and the first of them to answer would have to wake it: a write to the
/// selector's own descriptor, an event for it in the poll set, and a read. After a yield their
/// answers are in the loop's queue.
///
/// ## A loop that is awake is not woken
///
/// Whoever gives a task to the loop calls [#wakeup]. The handler behind this one does not know that
/// the loop is awake and would write all the same, so we pass it on only while the loop waits or is
/// about to.
///
/// - The loop sets `waiting`, then looks for tasks, then waits. If it finds one, it does not wait.
/// - Whoever gives a task puts it in the queue, then looks at `waiting`. If it is set, he wakes.
///
/// With a full fence on both sides, one of the two sees the other. A wake-up that comes before the
/// handler behind waits is kept by that handler, and one that comes late makes it return once more.
final class YieldingIoHandler implements IoHandler {
  private final IoHandler handler;
  private volatile boolean waiting; // written by the loop
  private boolean letRun; // since the handler behind was last asked; the loop's

  YieldingIoHandler(IoHandler handler) {
    this.handler = handler;
  }

  @Override
  @SuppressWarnings("ThreadPriorityCheck") // a virtual thread, whose scheduler we know
  public int run(IoHandlerContext context) {
    if (!letRun && context.canBlock()) {
      letRun = true;
      Thread.yield();
      if (!context.canBlock()) {
        return 0; // first the tasks; next time the channels, whatever there is
      }
    }
    letRun = false;
    waiting = true;
    VarHandle.fullFence();
    try {
      return handler.run(context); // looks for tasks before it waits
    } finally {
      waiting = false;
    }
  }

  /// See the class comment. The fence is between the queue, which may be filled by a store that is
  /// no volatile one, and `waiting`.
  @Override
  public void wakeup() {
    VarHandle.fullFence();
    if (waiting) {
      handler.wakeup();
    }
  }

  @Override
  public void initialize() {
    handler.initialize();
  }

  @Override
  public void prepareToDestroy() {
    handler.prepareToDestroy();
  }

  @Override
  public void destroy() {
    handler.destroy();
  }

  @Override
  public IoRegistration register(IoHandle handle) throws Exception {
    return handler.register(handle);
  }

  @Override
  public boolean isCompatible(Class<? extends IoHandle> handleType) {
    return handler.isCompatible(handleType);
  }
}

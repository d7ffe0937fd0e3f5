package io.smolscale.internal.worker;

import io.smolscale.internal.dispatch.Dispatch;
import io.smolscale.internal.jdk.Sockets;
import org.jspecify.annotations.Nullable;

/// What a worker does between two tasks beside running the next one: it hands over what it has,
/// gives way to another worker, looks at the sockets. One worker's own.
final class Chores implements Dispatch.Duties {
  private final Worker worker;
  private final Commons commons;
  private Sockets.@Nullable Net net; // made when there are sockets to wait for

  Chores(Worker worker) {
    this.worker = worker;
    commons = worker.commons;
  }

  @Override
  public boolean standsDown() {
    return worker.standsDown();
  }

  @Override
  public void handOver() {
    commons.shared.takeAll(worker.holdings);
    commons.sleepers.wakeOne(); // a home worker, if one sleeps; else those that are awake have it
  }

  @Override
  public void giveWay() {
    Turn turn = commons.turn;
    if (turn != null && turn.isWanted()) {
      commons.shared.takeAll(worker.holdings);
      turn.give(worker);
      turn.take(worker, false);
    }
  }

  @Override
  public void lookAtSockets(long now) {
    if (commons.polling.isDue(now)) {
      Sockets.Net mine = net();
      if (mine != null) {
        commons.polling.look(mine, now);
      }
    }
  }

  /// Returns the worker's net; null without sockets to wait for, or without memory for one: then
  /// others wait.
  Sockets.@Nullable Net net() {
    if (net == null) {
      try {
        net = commons.polling.newNet();
      } catch (Throwable _) {
        // The worker sleeps on its parker, and tries again the next time.
      }
    }
    return net;
  }

  /// Returns whether the worker looks after sockets at this moment, about. Any thread.
  boolean isServingSockets() {
    Sockets.Net mine = net; // another thread's: any net that was there a moment ago will do
    return mine != null && mine.isServing();
  }

  /// Wakes the threads of sockets that the worker has found ready and nobody else will find.
  void wakeThreads() {
    if (net != null) {
      net.wakeThreads();
    }
  }

  /// Gives the net back: the worker has retired.
  void closeNet() {
    if (net != null) {
      net.close();
      net = null;
    }
  }
}

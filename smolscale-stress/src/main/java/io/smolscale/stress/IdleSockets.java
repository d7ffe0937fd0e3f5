package io.smolscale.stress;

import io.smolscale.internal.jdk.Sockets;

/// Sockets on which somebody waits, or will when it [registers][#register]; and nothing ever comes.
final class IdleSockets implements Sockets {
  private volatile boolean waiting;

  /// Somebody waits.
  IdleSockets() {
    this(true);
  }

  /// Makes them.
  ///
  /// @param waiting whether somebody waits
  IdleSockets(boolean waiting) {
    this.waiting = waiting;
  }

  /// Somebody begins to wait.
  void register() {
    waiting = true;
  }

  @Override
  public boolean anyWaiting() {
    return waiting;
  }

  @Override
  public void wake() {}

  @Override
  public Net newNet() {
    throw new UnsupportedOperationException("each bed has its own");
  }
}

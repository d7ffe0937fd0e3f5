package io.smolscale.stress;

import io.smolscale.internal.jdk.Sockets;

/// Sockets on which somebody waits, and nothing ever comes.
final class IdleSockets implements Sockets {
  @Override
  public boolean anyWaiting() {
    return true;
  }

  @Override
  public void wake() {}

  @Override
  public Net newNet() {
    throw new UnsupportedOperationException("each bed has its own");
  }
}

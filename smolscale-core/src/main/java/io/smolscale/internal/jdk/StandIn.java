package io.smolscale.internal.jdk;

import java.util.function.Function;

/// A runnable that runs another one and looks at what it does.
public interface StandIn extends Runnable {
  /// Returns the other one.
  Runnable behind();

  /// Takes note that it will never run, and returns the other one.
  default Runnable dropped() {
    return behind();
  }

  /// Returns what is behind all stand-ins.
  static Runnable innermost(Runnable runnable) {
    return strip(runnable, StandIn::behind);
  }

  /// Drops all stand-ins, and returns what is behind them.
  static Runnable drop(Runnable runnable) {
    return strip(runnable, StandIn::dropped);
  }

  private static Runnable strip(Runnable runnable, Function<StandIn, Runnable> next) {
    Runnable found = runnable;
    while (found instanceof StandIn standIn) {
      found = next.apply(standIn);
    }
    return found;
  }
}

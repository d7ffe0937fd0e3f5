package io.smolscale.spring;

import java.util.function.BooleanSupplier;

/// The embedded server, as far as we have a part in it.
final class Server {
  private volatile BooleanSupplier inside = () -> false;

  void is(BooleanSupplier inside) {
    this.inside = inside;
  }

  /// Whether its loops run on our workers by our doing.
  boolean isInside() {
    return inside.getAsBoolean();
  }
}

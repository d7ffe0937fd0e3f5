package io.smolscale.bench.workload;

import java.util.function.BooleanSupplier;

/// What a virtual thread does that is no good to its neighbours.
enum Obstacle {
  /// Computes, and never gives way.
  HOG("spin") {
    @Override
    void hold(BooleanSupplier over) {
      while (!over.getAsBoolean()) {
        Thread.onSpinWait();
      }
    }
  },

  /// Waits in a class initialiser, which keeps it on its carrier.
  PIN("wait in class initialisers") {
    @Override
    void hold(BooleanSupplier over) {
      Initializer.hold(over);
    }
  },

  /// Gives way all the time, and never blocks.
  YIELDER("call Thread.yield()") {
    @Override
    @SuppressWarnings("ThreadPriorityCheck") // to yield is the point here
    void hold(BooleanSupplier over) {
      while (!over.getAsBoolean()) {
        Thread.yield();
      }
    }
  };

  private final String verb;

  Obstacle(String verb) {
    this.verb = verb;
  }

  /// What they do, in the plural.
  String verb() {
    return verb;
  }

  /// Does it until it is over.
  abstract void hold(BooleanSupplier over);
}

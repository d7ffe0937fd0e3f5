package io.smolscale.internal.jdk;

/// How a [Host] is doing, in the JDK's terms.
public interface Figures {
  /// Returns how many workers run virtual threads in parallel.
  int parallelism();

  /// Returns how many workers there are.
  int size();

  /// Returns how many of them are in a task.
  int busy();

  /// About how many tasks wait for one.
  long waiting();

  /// A line about the state, for thread dumps.
  String describe();
}

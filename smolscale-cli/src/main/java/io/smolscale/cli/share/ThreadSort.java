package io.smolscale.cli.share;

import java.util.List;

/// What a thread is to the scheduler of virtual threads.
enum ThreadSort {
  VIRTUAL,
  /// A platform thread that runs virtual ones.
  CARRIER,
  /// A thread of the JDK's or of smolscale's that waits in the place of virtual ones, or keeps
  /// order among the carriers.
  HELPER,
  /// Any other platform thread: a pool's, an event loop, one of the program's own.
  PLATFORM;

  private static final String CARRIERS = "CarrierThreads"; // the JDK's name of their group
  private static final String OURS = "smolscale"; // the group of the balancer
  private static final List<String> HELPERS =
      List.of("MasterPoller", "Read-Poller", "Write-Poller", "SubPoller", "VirtualThread-");

  /// Tells by what a recording says of a thread.
  ///
  /// @param group the name of its group; empty if it has none
  /// @param name its name; empty if it has none
  static ThreadSort of(boolean virtual, String group, String name) {
    if (virtual) {
      return VIRTUAL;
    }
    if (group.equals(CARRIERS)) {
      return CARRIER;
    }
    return group.equals(OURS) || HELPERS.stream().anyMatch(name::startsWith) ? HELPER : PLATFORM;
  }
}

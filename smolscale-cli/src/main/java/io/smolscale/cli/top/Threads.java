package io.smolscale.cli.top;

import java.util.List;

/// The threads, by where they began, as they were a while ago.
///
/// @param sites where they began
/// @param millis how long ago they were looked at
record Threads(List<Site> sites, long millis) {
  Threads {
    sites = List.copyOf(sites);
  }
}

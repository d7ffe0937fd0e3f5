package io.smolscale.cli.why;

import io.smolscale.cli.dump.ThreadAt;
import java.util.List;

/// Something that keeps threads from going on.
///
/// @param kind what it is
/// @param certain whether it does not end by itself; otherwise it is a suspicion
/// @param headline the cause, in one sentence
/// @param because what else is known, a sentence each
/// @param threads those whose stacks matter, each with its part
/// @param affected how many threads it holds up
record Finding(
    Kind kind,
    boolean certain,
    String headline,
    List<String> because,
    List<Part> threads,
    int affected) {

  /// The kinds, the gravest first.
  enum Kind {
    DEADLOCK,
    CLASS_INITIALISATION,
    NO_CARRIER,
    EMPTY_POOL,
    RENDEZVOUS,
    HELD,
    BURNS,
    NO_ANSWER
  }

  /// A thread in it.
  ///
  /// @param thread the thread
  /// @param part what it does there
  record Part(ThreadAt thread, String part) {}

  Finding {
    because = List.copyOf(because);
    threads = List.copyOf(threads);
  }
}

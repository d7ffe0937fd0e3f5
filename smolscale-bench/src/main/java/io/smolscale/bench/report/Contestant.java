package io.smolscale.bench.report;

import java.util.Optional;

/// Who the usual contenders are, for readers who meet them in a table.
final class Contestant {
  private Contestant() {}

  /// Returns what to know of the contender of this name; empty where it says all.
  static Optional<String> words(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "jdk" ->
              "the scheduler of virtual threads of the JDK, as it comes: a carrier a core";
          case "smolscale" -> "the same program with the option file of smolscale";
          case "jdk-1" ->
              "the JDK's scheduler with one carrier. No second carrier is woken in vain, so"
                  + " messages are about as cheap as on smolscale. It cannot use a second core, and"
                  + " one task that computes, or waits where it keeps its carrier, stops all"
                  + " others";
          case "loop-inside" ->
              "smolscale, with the framework's event loops on its workers, too: a request runs"
                  + " where its socket was read";
          case "platform-200" ->
              "no virtual threads: a pool of 200 threads of the operating system";
          case "loop" ->
              "no virtual threads: the framework's event loop answers by itself, and whatever waits"
                  + " must not";
          case "nio-loop" ->
              "no virtual threads: a selector loop on one thread that answers the same bytes, the"
                  + " floor for what a request can cost";
          case "netty" -> "no virtual threads: Netty's event loops, one a core";
          case "fork-join" -> "plain tasks in a ForkJoinPool in asyncMode, a thread a core";
          default -> null;
        });
  }
}

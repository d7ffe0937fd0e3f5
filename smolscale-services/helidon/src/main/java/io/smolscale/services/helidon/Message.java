package io.smolscale.services.helidon;

import java.util.concurrent.CompletableFuture;

/// A message on its way to the log.
///
/// @param number what it says
/// @param offset completes with its place in the log, when it is safe there
record Message(long number, CompletableFuture<Long> offset) {
  Message(long number) {
    this(number, new CompletableFuture<>());
  }
}

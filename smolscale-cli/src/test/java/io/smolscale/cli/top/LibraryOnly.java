package io.smolscale.cli.top;

import io.smolscale.Smolscale;

/// A program that uses the library, and was not put on smolscale otherwise.
final class LibraryOnly {
  private LibraryOnly() {}

  /// Runs it.
  public static void main(String[] args) throws Exception {
    System.out.println(Smolscale.scheduler().submit(() -> "ready").get());
    Thread.currentThread().join();
  }
}

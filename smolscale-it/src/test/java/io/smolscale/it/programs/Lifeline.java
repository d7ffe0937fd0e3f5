package io.smolscale.it.programs;

import java.io.IOException;

/// How a program of these tests and whoever started it talk: a server prints its port, and all live
/// until their standard input ends.
public final class Lifeline {
  private Lifeline() {}

  /// Says where the server is, and waits until it is no longer needed.
  public static void hold(int port) throws IOException {
    System.out.println("port: " + port);
    awaitEndOfInput();
  }

  /// Waits until the program is no longer needed.
  public static void awaitEndOfInput() throws IOException {
    while (System.in.read() >= 0) {
      // nothing that is said there means anything
    }
  }
}

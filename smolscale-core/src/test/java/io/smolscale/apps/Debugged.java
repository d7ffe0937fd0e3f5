package io.smolscale.apps;

import java.io.IOException;

/// Says that it is ready, waits for a line of input, and adds two numbers on a virtual thread that
/// leaves its worker halfway.
public final class Debugged {
  private Debugged() {}

  /// Runs it.
  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.println("ready");
    var _ = System.in.read();
    Thread.ofVirtual()
        .name("debugged")
        .start(() -> System.out.println(add(20, 22) + " on " + Thread.currentThread()))
        .join();
    var _ = System.in.read();
  }

  private static int add(int one, int other) {
    int sum = one + other;
    sleepALittle();
    return sum;
  }

  private static void sleepALittle() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

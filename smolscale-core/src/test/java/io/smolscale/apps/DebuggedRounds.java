package io.smolscale.apps;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// Says that it is ready, waits for a line of input, and adds numbers on as many virtual threads,
/// one after the other, as it is told.
public final class DebuggedRounds {
  private DebuggedRounds() {}

  /// Runs it.
  public static void main(String[] args) throws IOException, InterruptedException {
    System.out.println("ready");
    var _ = System.in.read();
    int rounds = Integer.parseInt(args[0]);
    int[] total = {0};
    for (int round = 0; round < rounds; round++) {
      int number = round;
      Thread.startVirtualThread(() -> total[0] = add(total[0], number)).join();
    }
    System.out.println("total: " + total[0]);
    var _ = System.in.read();
  }

  private static int add(int one, int other) {
    int sum = one + other;
    LockSupport.parkNanos(1); // leaves its worker
    return sum;
  }
}

package io.smolscale.samples;

import io.smolscale.Nursery;
import io.smolscale.Smolscale;
import io.smolscale.Task;
import java.util.ArrayList;
import java.util.List;

/// One task for each part of the work, and their results put together: fan-out, fan-in.
public final class FanOut {
  private FanOut() {}

  /// How many primes there are below a limit.
  public static long primesBelow(int limit, int parts) throws Exception {
    // quote
    try (Nursery nursery = Nursery.open()) {
      List<Task<Long>> counts = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        int first = 2 + part;
        counts.add(nursery.spawn(() -> primes(first, limit, parts)));
      }
      nursery.join(); // the first failure would cancel the others
      long sum = 0;
      for (Task<Long> count : counts) {
        sum += count.join();
      }
      return sum;
    }
    // end
  }

  private static long primes(int first, int limit, int step) {
    long count = 0;
    for (int n = first; n < limit; n += step) {
      boolean prime = true;
      for (int d = 2; prime && (long) d * d <= n; d++) {
        prime = n % d != 0;
      }
      count += prime ? 1 : 0;
    }
    return count;
  }

  /// Runs it.
  public static void main(String[] args) throws Exception {
    System.out.println(Smolscale.blockOn(() -> primesBelow(1_000_000, 16)) + " primes");
  }
}

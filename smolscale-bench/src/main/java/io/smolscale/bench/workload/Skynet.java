package io.smolscale.bench.workload;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// The "skynet" benchmark: a tree of virtual threads, ten branches at each fork, whose leaves send
/// their numbers up; each one above adds up ten messages and sends the sum on.
///
/// [Tree] only joins; here all that starts also talks, and many wait while they do.
///
/// @param leaves any number; the branches of a fork differ by one at most
public record Skynet(String name, int leaves) implements Workload {
  private static final int BRANCHES = 10;
  private static final int MUCH = 200_000; // leaves; all of them may be alive at the same time

  @Override
  public String description() {
    return "A tree of virtual threads, each of which starts ten more, with %,d leaves;"
            .formatted(leaves)
        + " each leaf sends its number up, and each one above the sum of its ten messages.";
  }

  @Override
  public String operation() {
    return "one leaf, with its share of what is above it";
  }

  @Override
  public List<String> jvmArgs() {
    return leaves > MUCH ? List.of("-Xms4g", "-Xmx4g") : List.of();
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    final long expected = (long) leaves * (leaves - 1) / 2;
    for (long i = 0; i < iterations; i++) {
      final BlockingQueue<Long> answer = new ArrayBlockingQueue<>(1);
      Threads.start(() -> grow(0, leaves, answer));
      final long sum = answer.take();
      if (sum != expected) {
        throw new IllegalStateException("the sum is " + sum + ", and not " + expected);
      }
    }
    return new Outcome.Completed((double) iterations * leaves);
  }

  /// The thread above the leaves `from` to `to`, or a leaf.
  private static void grow(int from, int to, BlockingQueue<Long> parent)
      throws InterruptedException {
    if (to - from == 1) {
      parent.put((long) from);
      return;
    }
    final int branches = Math.min(BRANCHES, to - from);
    final BlockingQueue<Long> sums = new ArrayBlockingQueue<>(branches);
    for (int i = 0; i < branches; i++) {
      final int first = split(from, to, i, branches);
      final int end = split(from, to, i + 1, branches);
      Threads.start(() -> grow(first, end, sums));
    }
    long sum = 0;
    for (int i = 0; i < branches; i++) {
      sum += sums.take();
    }
    parent.put(sum);
  }

  private static int split(int from, int to, int part, int parts) {
    return from + (int) ((long) (to - from) * part / parts);
  }
}

package io.smolscale.bench.workload;

import java.util.ArrayList;
import java.util.List;

/// A tree of threads, each of which waits for its children: the "skynet" benchmark without the sum.
public record Tree(int branches, int depth) implements Workload {
  @Override
  public String name() {
    return "tree";
  }

  @Override
  public String description() {
    return "A tree of %,d virtual threads: each down to the last level starts %d children and joins"
            .formatted(size(), branches)
        + " them.";
  }

  @Override
  public String operation() {
    return "one thread";
  }

  @Override
  public Outcome run(long iterations) throws InterruptedException {
    for (long i = 0; i < iterations; i++) {
      Threads.start(() -> grow(depth)).join();
    }
    return new Outcome.Completed((double) iterations * size());
  }

  private void grow(int levelsBelow) throws InterruptedException {
    if (levelsBelow == 0) {
      return;
    }
    final List<Thread> children = new ArrayList<>(branches);
    for (int i = 0; i < branches; i++) {
      children.add(Threads.start(() -> grow(levelsBelow - 1)));
    }
    Threads.joinAll(children);
  }

  private int size() {
    int size = 1;
    for (int i = 0; i < depth; i++) {
      size = size * branches + 1;
    }
    return size;
  }
}

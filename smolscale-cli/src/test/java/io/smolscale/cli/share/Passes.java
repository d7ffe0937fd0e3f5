package io.smolscale.cli.share;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Does nothing but pass messages between virtual threads: as many as it is told to, or for ever.
final class Passes {
  private static final int PAIRS = 4;

  private Passes() {}

  public static void main(String[] args) throws InterruptedException {
    long messages = args.length == 0 ? Long.MAX_VALUE : Long.parseLong(args[0]);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < PAIRS; i++) {
      BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
      BlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
      threads.add(Thread.ofVirtual().start(() -> pass(there, back, messages)));
      threads.add(Thread.ofVirtual().start(() -> pass(back, there, messages)));
      there.put(i);
    }
    System.out.println("ready");
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void pass(BlockingQueue<Integer> from, BlockingQueue<Integer> to, long messages) {
    try {
      for (long i = 0; i < messages; i++) {
        to.put(from.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

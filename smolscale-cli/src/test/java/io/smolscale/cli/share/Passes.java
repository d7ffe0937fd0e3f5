package io.smolscale.cli.share;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Does nothing but pass messages between virtual threads.
final class Passes {
  private static final int PAIRS = 4;

  private Passes() {}

  public static void main(String[] args) throws InterruptedException {
    for (int i = 0; i < PAIRS; i++) {
      BlockingQueue<Integer> there = new ArrayBlockingQueue<>(1);
      BlockingQueue<Integer> back = new ArrayBlockingQueue<>(1);
      Thread.ofVirtual().start(() -> pass(there, back));
      Thread.ofVirtual().start(() -> pass(back, there));
      there.put(i);
    }
    System.out.println("ready");
    Thread.currentThread().join(); // until it is killed
  }

  private static void pass(BlockingQueue<Integer> from, BlockingQueue<Integer> to) {
    try {
      while (true) {
        to.put(from.take());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

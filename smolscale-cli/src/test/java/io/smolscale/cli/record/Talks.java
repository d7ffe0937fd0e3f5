package io.smolscale.cli.record;

import java.util.concurrent.LinkedBlockingQueue;

/// Two threads that send each other a message back and forth, and rest a little in between.
public final class Talks {
  private Talks() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    LinkedBlockingQueue<String> there = new LinkedBlockingQueue<>();
    LinkedBlockingQueue<String> back = new LinkedBlockingQueue<>();
    Thread.ofVirtual().name("asks").start(() -> pass(back, there));
    Thread answers = Thread.ofVirtual().name("answers").start(() -> pass(there, back));
    there.put("a message");
    System.out.println("ready");
    answers.join();
  }

  private static void pass(LinkedBlockingQueue<String> from, LinkedBlockingQueue<String> to) {
    try {
      while (true) {
        to.put(from.take());
        Thread.sleep(1);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

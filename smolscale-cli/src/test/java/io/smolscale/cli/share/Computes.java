package io.smolscale.cli.share;

/// Does nothing but compute, in virtual threads that never wait.
final class Computes {
  private static final int THREADS = 2;

  private Computes() {}

  public static void main(String[] args) throws InterruptedException {
    for (int i = 0; i < THREADS; i++) {
      Thread.ofVirtual().start(Computes::count);
    }
    System.out.println("ready");
    Thread.currentThread().join(); // until it is killed
  }

  private static void count() {
    long sum = 1;
    while (sum != 0) { // an odd number times an odd number is never even
      for (int i = 0; i < 1_000_000; i++) {
        sum = sum * 6_364_136_223_846_793_005L;
      }
    }
  }
}

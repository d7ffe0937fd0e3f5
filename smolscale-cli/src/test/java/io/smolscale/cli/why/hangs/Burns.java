package io.smolscale.cli.why.hangs;

/// A thread that burns its core.
public final class Burns {
  private static volatile long sink;

  private Burns() {}

  /// Runs it.
  public static void main(String[] args) throws InterruptedException {
    Thread burner = Thread.ofVirtual().name("burner").start(Burns::burn);
    System.out.println("ready");
    burner.join();
  }

  private static void burn() {
    while (sink >= 0) {
      sink = (sink + 1) & Long.MAX_VALUE;
    }
  }
}

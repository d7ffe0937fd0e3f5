package io.smolscale.cli.pods;

/// A virtual thread beside the service.
final class Bystander {
  private Bystander() {}

  /// What one does, for as long as its JVM lives.
  @FunctionalInterface
  interface Body {
    void run() throws InterruptedException;
  }

  /// Starts one.
  static Thread start(Body body) {
    return Thread.ofVirtual()
        .name("bystander")
        .start(() -> {
          try {
            body.run();
          } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a bystander", e);
          }
        });
  }
}

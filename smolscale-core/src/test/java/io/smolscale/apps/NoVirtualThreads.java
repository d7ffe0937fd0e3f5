package io.smolscale.apps;

/// Uses none.
public final class NoVirtualThreads {
  private NoVirtualThreads() {}

  /// Runs it.
  public static void main(String[] args) {
    System.out.println("ran");
  }
}

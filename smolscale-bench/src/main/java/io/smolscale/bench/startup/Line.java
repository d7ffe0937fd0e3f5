package io.smolscale.bench.startup;

/// A program that prints a line.
public final class Line {
  private Line() {}

  /// Prints it.
  public static void main(String[] args) {
    System.out.println("done");
  }
}

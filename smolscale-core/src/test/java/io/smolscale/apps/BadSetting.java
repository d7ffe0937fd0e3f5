package io.smolscale.apps;

import io.smolscale.Smolscale;

/// Uses the library twice although a setting makes no sense.
public final class BadSetting {
  private BadSetting() {}

  /// Runs it.
  public static void main(String[] args) {
    for (int i = 0; i < 2; i++) {
      try {
        System.out.println("made: " + Smolscale.scheduler());
      } catch (IllegalArgumentException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}

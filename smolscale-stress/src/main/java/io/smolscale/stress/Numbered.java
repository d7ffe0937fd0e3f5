package io.smolscale.stress;

import org.jspecify.annotations.Nullable;

/// A task with a number above 0. The field is plain and not final, so that a thread that gets hold
/// of the task without having synchronized with its maker may find 0 in it.
final class Numbered implements Runnable {
  /// In the place of a number: there was no task.
  static final int NONE = -1;

  private int number;

  Numbered(int number) {
    this.number = number;
  }

  static int of(@Nullable Runnable task) {
    return task instanceof Numbered numbered ? numbered.number : NONE;
  }

  @Override
  public void run() {}
}

package io.smolscale.cli.demo;

import java.io.PrintStream;
import java.time.Duration;

/// Tells the waiting user what goes on: one line that is rewritten on a terminal, a few lines in a
/// log.
final class Progress {
  private static final String TO_START_OF_EMPTY_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Duration estimate;
  private final long start = System.nanoTime();

  Progress(PrintStream out, boolean terminal, Duration estimate) {
    this.out = out;
    this.terminal = terminal;
    this.estimate = estimate;
  }

  /// Something that takes seconds begins.
  void phase(String what) {
    if (terminal) {
      show(what);
    } else {
      out.println(what);
    }
  }

  /// A part of a phase begins.
  void detail(String what) {
    if (terminal) {
      show(what);
    }
  }

  /// Nothing goes on any more: leaves an empty line to the report.
  void done() {
    if (terminal) {
      out.print(TO_START_OF_EMPTY_LINE);
      out.flush();
    }
  }

  private void show(String what) {
    long elapsed = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    long left = Math.max(1, estimate.toSeconds() - elapsed);
    out.print(TO_START_OF_EMPTY_LINE + "[about " + left + " s left] " + what);
    out.flush();
  }
}

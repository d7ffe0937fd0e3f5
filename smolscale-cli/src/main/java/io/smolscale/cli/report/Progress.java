package io.smolscale.cli.report;

import java.io.PrintStream;
import java.time.Duration;

/// Tells the waiting user what goes on: one line that is rewritten on a terminal, a few lines in a
/// log.
public final class Progress {
  /// What the launcher says of standard error: a program cannot find that out by itself.
  private static final String TERMINAL_PROPERTY = "smolscale.terminal";

  private static final String TO_START_OF_EMPTY_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean terminal;
  private final Duration estimate;
  private final long start = System.nanoTime();
  private String current = "";

  /// Begins now, on a terminal if the launcher has said that there is one.
  ///
  /// @param estimate how long it will take; zero if nobody knows
  public static Progress to(PrintStream out, Duration estimate) {
    return new Progress(out, Boolean.getBoolean(TERMINAL_PROPERTY), estimate);
  }

  /// Begins now.
  ///
  /// @param estimate how long it will take; zero if nobody knows
  public Progress(PrintStream out, boolean terminal, Duration estimate) {
    this.out = out;
    this.terminal = terminal;
    this.estimate = estimate;
  }

  /// Something that takes seconds begins.
  public void phase(String what) {
    if (terminal) {
      show(what);
    } else {
      out.println(what);
    }
  }

  /// A part of a phase begins.
  public void detail(String what) {
    if (terminal) {
      show(what);
    }
  }

  /// It still goes on.
  public void tick() {
    if (terminal) {
      show(current);
    }
  }

  /// Nothing goes on any more: leaves an empty line to the report.
  public void done() {
    if (terminal) {
      out.print(TO_START_OF_EMPTY_LINE);
      out.flush();
    }
  }

  private void show(String what) {
    current = what;
    long elapsed = Duration.ofNanos(System.nanoTime() - start).toSeconds();
    long left = Math.max(1, estimate.toSeconds() - elapsed);
    String time = estimate.isZero() ? elapsed + " s" : "about " + left + " s left";
    out.print(TO_START_OF_EMPTY_LINE + "[" + time + "] " + what);
    out.flush();
  }
}

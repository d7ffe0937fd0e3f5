package io.smolscale.internal.doctor;

import java.util.List;

/// The main class of the JVM that is examined.
///
/// Its arguments come from `io.smolscale.agent.Main`: the jar, the way in (`entry` or `agent`), and
/// `--json` if the user said so.
public final class Doctor {
  private static final int UNWELL = 1;

  private Doctor() {}

  /// Examines this JVM and prints what it found; exits with 1 if virtual threads do not run on
  /// smolscale.
  public static void main(String[] args) throws InterruptedException {
    List<String> arguments = List.of(args);
    Findings findings = Findings.here(arguments.getFirst(), arguments.contains("agent"));
    System.out.println(
        arguments.contains("--json") ? Json.of(JsonReport.of(findings)) : TextReport.of(findings));
    System.exit(findings.verdict().onSmolscale() ? 0 : UNWELL);
  }
}

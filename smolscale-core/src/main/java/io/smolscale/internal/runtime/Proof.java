package io.smolscale.internal.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// Leaves proof of whether the JVM is on smolscale, for a user who started the program and wants to
/// be sure: if the environment names a file in `SMOLSCALE_PROOF`, a line is added to it. A script
/// may start several JVMs; each adds its own.
///
/// ```text
/// 4711 on
/// 4712 off: -Dsmolscale.parallelism=0: must be a number from 1 to 32767
/// ```
final class Proof {
  private static final String VARIABLE = "SMOLSCALE_PROOF";

  private Proof() {}

  static void on() {
    add("on");
  }

  static void off(String why) {
    add("off: " + why);
  }

  private static void add(String what) {
    String file = System.getenv(VARIABLE);
    if (file == null || file.isBlank()) {
      return;
    }
    try {
      Files.write(
          Path.of(file),
          List.of(ProcessHandle.current().pid() + " " + what),
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException | RuntimeException e) {
      System.err.println("smolscale: cannot write to " + VARIABLE + "=" + file + ": " + e);
    }
  }
}

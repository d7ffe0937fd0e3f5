package io.smolscale.it;

import java.nio.file.Path;
import java.util.List;

/// On whose scheduler a program runs: the same tests, with our one option and without it.
enum Side {
  SMOLSCALE("@smolscale-"),
  JDK("@ForkJoinPool-");

  private final String carrier;

  Side(String carrier) {
    this.carrier = carrier;
  }

  /// The option on the command line: the file, or, with `-Dsmolscale.way=agent`, the agent.
  List<String> options() {
    if (this == JDK) {
      return List.of();
    }
    Path jar = Path.of(System.getProperty("smolscale.jar"));
    return List.of(
        System.getProperty("smolscale.way", "file").equals("agent")
            ? "-javaagent:" + jar
            : "@" + jar.resolveSibling("smolscale.args"));
  }

  /// What the text of a thread says about where it runs: on a worker, or on a spare while one is
  /// stuck.
  String carrier() {
    return carrier;
  }
}

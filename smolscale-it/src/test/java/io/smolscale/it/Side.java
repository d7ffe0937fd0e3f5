package io.smolscale.it;

import java.util.List;

/// On whose scheduler a program runs: the same tests, with our one option and without it.
enum Side {
  SMOLSCALE("@smolscale-"),
  JDK("@ForkJoinPool-");

  private final String carrier;

  Side(String carrier) {
    this.carrier = carrier;
  }

  /// The option on the command line.
  List<String> options() {
    return this == JDK ? List.of() : List.of("-javaagent:" + System.getProperty("smolscale.jar"));
  }

  /// What the text of a thread says about where it runs: on a worker, or on a spare while one is
  /// stuck.
  String carrier() {
    return carrier;
  }
}

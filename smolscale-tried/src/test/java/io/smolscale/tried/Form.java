package io.smolscale.tried;

import java.nio.file.Path;
import java.util.List;

/// How a program comes onto a scheduler.
enum Form {
  OPTION_FILE("smolscale-"),
  AGENT("smolscale-"),
  JDK("ForkJoinPool-");

  private final String carrier;

  Form(String carrier) {
    this.carrier = carrier;
  }

  /// What stands on the command line.
  List<String> options() {
    Path jar = Path.of(System.getProperty("smolscale.jar"));
    return switch (this) {
      case OPTION_FILE -> List.of("@" + jar.resolveSibling("smolscale.args"));
      case AGENT -> List.of("-javaagent:" + jar);
      case JDK -> List.of();
    };
  }

  /// How the names of the threads begin that carry virtual threads.
  String carrier() {
    return carrier;
  }
}

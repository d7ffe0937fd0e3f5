package io.smolscale.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// How a JVM comes onto smolscale: what holds for one holds for the other, unless a test says so.
public enum WayIn {
  /// `java @smolscale.args`, with the file that the build makes.
  OPTION_FILE {
    @Override
    public List<String> options() {
      return List.of("@" + file());
    }
  },

  /// `java -javaagent:smolscale.jar`.
  AGENT {
    @Override
    public List<String> options() {
      return List.of("-javaagent:" + Program.jar());
    }
  };

  /// The ways in that a long test tries: the option file, and with `-Pmatrix` the agent, too.
  public static List<WayIn> tried() {
    return Boolean.getBoolean("smolscale.matrix") ? List.of(values()) : List.of(OPTION_FILE);
  }

  /// What stands on the command line for it.
  public abstract List<String> options();

  /// The option file, beside the jar.
  public static Path file() {
    Path file = Program.jar().resolveSibling("smolscale.args");
    assertThat(Files.exists(file)).as("%s is there", file).isTrue();
    return file;
  }
}

package io.smolscale.cli.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// One side of the comparison: how its service's JVM is started.
///
/// @param name as a heading
/// @param inWords as the subject of a sentence
/// @param options the option file that makes the difference, if this side has one
public record Contender(String name, String inWords, Optional<Path> options) {
  /// The JDK's scheduler.
  public static Contender jdk() {
    return new Contender("JDK", "the JDK", Optional.empty());
  }

  /// smolscale, by this option file.
  public static Contender smolscale(Path options) {
    return new Contender("smolscale", "smolscale", Optional.of(options));
  }

  /// Both sides of a comparison of the JDK with itself.
  static List<Contender> selfCheck() {
    return List.of(
        new Contender("JDK (1st)", "the first JDK", Optional.empty()),
        new Contender("JDK (2nd)", "the second JDK", Optional.empty()));
  }

  /// Returns what makes the difference on the command line of its JVM.
  public List<String> jvmOptions() {
    return options.map(file -> List.of("@" + file)).orElse(List.of());
  }
}

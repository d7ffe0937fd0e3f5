package io.smolscale.cli.compare;

import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the agent wrote down in each JVM of a run. Without it, a comparison might be of the JDK
/// with itself, wherever the agent had quietly stood aside.
record Proof(Path file) {
  private static final String OFF = "off: ";

  static Proof in(Path folder) throws IOException {
    return new Proof(Files.createTempFile(folder, "agent", ".proof"));
  }

  /// What asks the agent for it. A setting that switches smolscale off is not inherited.
  Map<String, String> environment() {
    return Map.of("SMOLSCALE_PROOF", file.toString(), "SMOLSCALE_SCHEDULER", "smolscale");
  }

  /// Checks that the run was on the scheduler that it was meant to be on.
  ///
  /// @throws CommandException if not
  void check(Contender contender, Run run) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Files.delete(file);
    problem(contender.onSmolscale(), lines)
        .ifPresent(what -> {
          throw CommandException.failure(what + ending(run));
        });
  }

  static Optional<String> problem(boolean meantToBeOn, List<String> lines) {
    boolean on = lines.stream().anyMatch(line -> line.endsWith(" on"));
    if (on == meantToBeOn) {
      return Optional.empty();
    }
    if (on) {
      return Optional.of(
          "the command is on smolscale by itself, so there is nothing to compare it with: leave out"
              + " what brings it there (an option, or JAVA_TOOL_OPTIONS or JDK_JAVA_OPTIONS)");
    }
    String why =
        lines.stream()
            .filter(line -> line.contains(OFF))
            .map(line -> line.substring(line.indexOf(OFF) + OFF.length()))
            .findFirst()
            .orElse("no JVM of JDK 25 or newer that it started has seen the option");
    return Optional.of("the command did not run on smolscale: " + why);
  }

  private static String ending(Run run) {
    return run.failed()
        ? "; it ended with exit code " + run.exitCode() + ", its output is in " + run.log()
        : "";
  }
}

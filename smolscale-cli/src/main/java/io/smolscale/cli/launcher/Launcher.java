package io.smolscale.cli.launcher;

import io.smolscale.cli.report.CommandException;
import java.util.List;

/// What to say to a user who came past the launcher.
final class Launcher {
  private Launcher() {}

  static CommandException needed(String command, List<String> arguments) {
    return CommandException.failure(
        "is done by the launcher, a script in the root of the sources: ./smolscale %s %s"
            .formatted(command, String.join(" ", arguments))
            .strip());
  }
}

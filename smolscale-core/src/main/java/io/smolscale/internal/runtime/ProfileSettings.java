package io.smolscale.internal.runtime;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// Whether the process keeps a profile, and when it is printed: `smolscale.profile`, or
/// `SMOLSCALE_PROFILE` in the environment.
///
/// | value | meaning |
/// | --- | --- |
/// | `off` | none is kept, which costs nothing (the default) |
/// | `on` | one is kept, and printed on demand |
/// | `exit` | it is also printed when the JVM exits |
/// | a number | it is also printed every so many seconds, and when the JVM exits |
///
/// @param on whether one is kept
/// @param atExit whether it is printed at the exit
/// @param every how often it is printed besides
public record ProfileSettings(boolean on, boolean atExit, Optional<Duration> every) {
  private static final String NAME = "profile";
  private static final int MOST_SECONDS = 86_400;

  /// Reads them.
  ///
  /// @throws IllegalArgumentException naming the setting, its value and what it should be
  public static ProfileSettings read() {
    return read(Sources.here());
  }

  static ProfileSettings read(Sources sources) {
    Sources.Setting setting = sources.get(NAME);
    String value = setting.or("off").toLowerCase(Locale.ROOT);
    return switch (value) {
      case "off", "false" -> new ProfileSettings(false, false, Optional.empty());
      case "on", "true" -> new ProfileSettings(true, false, Optional.empty());
      case "exit" -> new ProfileSettings(true, true, Optional.empty());
      default -> new ProfileSettings(true, true, Optional.of(seconds(setting, value)));
    };
  }

  /// The same for a reader.
  static Settings.InForce explain(Sources sources) {
    ProfileSettings read = read(sources);
    String printed = read.every.map(pause -> pause.toSeconds() + " s").orElse("exit");
    return sources
        .get(NAME)
        .inForce(!read.on ? "off" : read.atExit ? printed : "on", Settings.DEFAULT);
  }

  private static Duration seconds(Sources.Setting setting, String value) {
    try {
      int seconds = Integer.parseInt(value);
      if (seconds >= 1 && seconds <= MOST_SECONDS) {
        return Duration.ofSeconds(seconds);
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw setting.refuse(
        "must be \"off\", \"on\", \"exit\", or a number of seconds from 1 to " + MOST_SECONDS);
  }
}

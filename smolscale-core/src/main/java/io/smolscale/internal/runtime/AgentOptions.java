package io.smolscale.internal.runtime;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Settings that stand on the command line behind the agent:
/// `-javaagent:smolscale.jar=parallelism=2,profile=on`. Each is a system property without the
/// `smolscale.` of its name.
public final class AgentOptions {
  private static volatile Map<String, String> given = Map.of();

  private AgentOptions() {}

  /// Takes what stands there, before anybody has asked for a setting. The values are looked at when
  /// the settings are read.
  ///
  /// @throws IllegalArgumentException naming what is no setting, and the settings that there are
  public static void give(@Nullable String text) {
    given = parse(text);
  }

  /// The value of an option, or null.
  static @Nullable String get(String name) {
    return given.get(name);
  }

  static Map<String, String> parse(@Nullable String text) {
    Map<String, String> options = new HashMap<>();
    for (String option : text == null ? new String[0] : text.split(",", -1)) {
      if (option.isBlank()) {
        continue;
      }
      int equals = option.indexOf('=');
      String name = option.substring(0, Math.max(equals, 0)).strip();
      if (!Settings.NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "unknown agent option \""
                + option.strip()
                + "\": must be name=value, with commas between several; the names are "
                + String.join(", ", Settings.NAMES));
      }
      options.put(name, option.substring(equals + 1).strip());
    }
    return options;
  }
}

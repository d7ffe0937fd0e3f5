package io.smolscale.internal.runtime;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where settings come from: system properties first, then the options of the agent, then the
/// environment. A property is written for this one program; the option may stand in an image or a
/// script, next to the jar; the environment goes to every JVM there is.
record Sources(
    Function<String, @Nullable String> properties,
    Function<String, @Nullable String> agent,
    Function<String, @Nullable String> environment) {

  /// Returns those of this JVM.
  static Sources here() {
    return new Sources(Here.PROPERTIES, Here.AGENT, Here.ENVIRONMENT);
  }

  /// The places of this JVM. No lambdas: this runs at the start of each.
  private enum Here implements Function<String, @Nullable String> {
    PROPERTIES,
    AGENT,
    ENVIRONMENT;

    @Override
    public @Nullable String apply(String name) {
      return this == PROPERTIES
          ? System.getProperty(name)
          : this == AGENT ? AgentOptions.get(name) : System.getenv(name);
    }
  }

  /// Looks up `smolscale.someName`, `someName` and `SMOLSCALE_SOME_NAME`. An empty variable counts
  /// as not set.
  Setting get(String name) {
    String property = "smolscale." + name;
    String value = properties.apply(property);
    if (value != null) {
      return new Setting(name, "-D" + property, value.strip());
    }
    String option = agent.apply(name);
    return option != null
        ? new Setting(name, "-javaagent option " + name, option)
        : fromEnvironment(name);
  }

  /// Looks up a property of the JDK's own scheduler. The JDK strips no blanks, and an empty value
  /// is one.
  ///
  /// @param name of the setting that it is here
  Setting ofJdk(String name, String property, String origin) {
    return new Setting(name, origin, properties.apply(property));
  }

  private Setting fromEnvironment(String name) {
    String variable = variable(name);
    return new Setting(name, variable, strip(environment.apply(variable)));
  }

  /// The name of a setting in the environment.
  static String variable(String name) {
    StringBuilder variable = new StringBuilder("SMOLSCALE_");
    for (int i = 0; i < name.length(); i++) { // no regular expression: at the start of every JVM
      char c = name.charAt(i);
      variable.append(Character.isUpperCase(c) ? "_" : "").append(Character.toUpperCase(c));
    }
    return variable.toString();
  }

  private static @Nullable String strip(@Nullable String value) {
    return value == null || value.isBlank() ? null : value.strip();
  }

  /// What the user wrote.
  ///
  /// @param name of the setting
  /// @param origin the property, the option or the variable, as the user writes it
  /// @param value what it says, or null when it is not set
  record Setting(String name, String origin, @Nullable String value) {
    String or(String otherwise) {
      return value == null ? otherwise : value;
    }

    /// This setting as it is in force.
    ///
    /// @param otherwise the source if the user did not set it
    Settings.InForce inForce(Object value, String otherwise) {
      return new Settings.InForce(
          name, value.toString(), this.value == null ? otherwise : origin + "=" + this.value);
    }

    boolean isSet() {
      return value != null;
    }

    boolean asBoolean() {
      return switch (or("false").toLowerCase(Locale.ROOT)) {
        case "true", "1", "yes" -> true;
        case "false", "0", "no" -> false;
        default -> throw refuse("must be \"true\" or \"false\"");
      };
    }

    int asInt(int otherwise, int least, int most) {
      if (value == null) {
        return otherwise;
      }
      String range = "must be a number from " + least + " to " + most;
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException _) {
        // refused below
      }
      throw refuse(range);
    }

    void excludes(Setting other) {
      if (other.value != null && !other.value.equals("1")) {
        throw new IllegalArgumentException(
            "%s=%s and %s=%s contradict each other: leave one of them out"
                .formatted(origin, value, other.origin, other.value));
      }
    }

    IllegalArgumentException refuse(String why) {
      return new IllegalArgumentException("%s=%s: %s".formatted(origin, value, why));
    }
  }
}

package io.smolscale.internal.runtime;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The settings of the global scheduler, from system properties and the environment.
///
/// | property | environment | meaning | default |
/// | --- | --- | --- | --- |
/// | `smolscale.parallelism` | `SMOLSCALE_PARALLELISM` | workers that run at once, 1 to 32767 | the processors that the JVM sees |
/// | `smolscale.maxThreads` | `SMOLSCALE_MAX_THREADS` | workers and spares, at least the parallelism | parallelism + 256 |
/// | `smolscale.singleThread` | `SMOLSCALE_SINGLE_THREAD` | `true`: one worker, and no spare unless `maxThreads` asks for some | `false` |
/// | `smolscale.scheduler` | `SMOLSCALE_SCHEDULER` | `jdk`: everything on the JDK's own scheduler | `smolscale` |
///
/// A property wins over the environment.
///
/// @param parallelism workers that run at once
/// @param maxThreads workers and spares at most
/// @param jdk whether to use the JDK's scheduler instead
public record Settings(int parallelism, int maxThreads, boolean jdk) {
  /// The most workers that run at once.
  public static final int MAX_PARALLELISM = 32_767;

  /// How many spares there may be beside the home workers, if nobody says otherwise.
  public static final int SPARES = 256;

  /// Reads them.
  ///
  /// @throws IllegalArgumentException naming the setting, its value, where it came from and what it
  ///   should be
  public static Settings read() {
    return read(System::getProperty, System::getenv, Runtime.getRuntime().availableProcessors());
  }

  static Settings read(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment,
      int processors) {
    Source source = new Source(properties, environment);
    Setting scheduler = source.get("scheduler");
    boolean jdk =
        switch (scheduler.or("smolscale").toLowerCase(Locale.ROOT)) {
          case "jdk" -> true;
          case "smolscale" -> false;
          default -> throw scheduler.refuse("must be \"smolscale\" or \"jdk\"");
        };
    Setting single = source.get("singleThread");
    Setting parallelism = source.get("parallelism");
    Setting maxThreads = source.get("maxThreads");
    if (single.asBoolean()) {
      single.excludes(parallelism);
      return new Settings(1, maxThreads.asInt(1, 1, MAX_PARALLELISM + SPARES), jdk);
    }
    int workers = parallelism.asInt(processors, 1, MAX_PARALLELISM);
    int threads = maxThreads.asInt(workers + SPARES, workers, MAX_PARALLELISM + SPARES);
    return new Settings(workers, threads, jdk);
  }

  /// Where a setting may come from: a property, or the environment.
  record Source(
      Function<String, @Nullable String> properties,
      Function<String, @Nullable String> environment) {
    Setting get(String name) {
      String property = "smolscale." + name;
      String variable = "SMOLSCALE_" + name.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
      String value = properties.apply(property);
      return value != null
          ? new Setting("-D" + property, value.strip())
          : new Setting(variable, strip(environment.apply(variable)));
    }

    private static @Nullable String strip(@Nullable String value) {
      return value == null || value.isBlank() ? null : value.strip();
    }
  }

  /// What a source says.
  ///
  /// @param origin the property or the variable, as the user writes it
  /// @param value what it says, or null when it is not set
  record Setting(String origin, @Nullable String value) {
    String or(String otherwise) {
      return value == null ? otherwise : value;
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

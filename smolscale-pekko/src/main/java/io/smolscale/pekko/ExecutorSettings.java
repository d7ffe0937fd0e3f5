package io.smolscale.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.smolscale.SchedulerConfig;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The section `smolscale-executor` of a dispatcher.
///
/// @param own of the scheduler that the dispatcher has for itself; null for the global one
record ExecutorSettings(@Nullable SchedulerConfig own) {
  private static final String SECTION = "smolscale-executor";
  private static final String SCHEDULER = "scheduler";
  private static final String PARALLELISM = "parallelism";
  private static final String MAX_THREADS = "max-threads";
  private static final List<String> KEYS = List.of(SCHEDULER, PARALLELISM, MAX_THREADS);
  private static final String DEFAULT = "default";
  private static final int MOST = 32_767; // as SchedulerConfig

  /// Reads and checks them.
  ///
  /// @throws ConfigException.BadValue when one makes no sense
  static ExecutorSettings of(String id, Config dispatcher) {
    return new Section(id, dispatcher).read();
  }

  private record Section(String id, Config dispatcher) {
    ExecutorSettings read() {
      refuseUnknownKeys();
      return switch (text(SCHEDULER, "global")) {
        case "global" -> {
          refuseWithGlobal(PARALLELISM, "smolscale.parallelism");
          refuseWithGlobal(MAX_THREADS, "smolscale.maxThreads");
          yield new ExecutorSettings(null);
        }
        case "own" -> new ExecutorSettings(own());
        case String other ->
            throw bad(SCHEDULER, "it must be \"global\" or \"own\", not \"" + other + "\"");
      };
    }

    private SchedulerConfig own() {
      SchedulerConfig config = SchedulerConfig.DEFAULT;
      Integer parallelism = number(PARALLELISM, 1);
      if (parallelism != null) {
        config = config.withParallelism(parallelism);
      }
      Integer maxThreads = number(MAX_THREADS, config.parallelism());
      return maxThreads == null ? config : config.withMaxThreads(maxThreads);
    }

    private void refuseUnknownKeys() {
      if (!dispatcher.hasPath(SECTION)) {
        return; // a reference.conf that did not come along: the defaults are the same
      }
      if (dispatcher.getValue(SECTION).valueType() != ConfigValueType.OBJECT) {
        throw new ConfigException.BadValue(
            dispatcher.getValue(SECTION).origin(),
            id + "." + SECTION,
            "it must be a section, such as { scheduler = own, parallelism = 4 }");
      }
      ConfigObject section = dispatcher.getObject(SECTION);
      for (String key : new TreeSet<>(section.keySet())) {
        if (!KEYS.contains(key)) {
          throw bad(key, "there is no such setting; there are " + String.join(", ", KEYS));
        }
      }
    }

    private void refuseWithGlobal(String key, String property) {
      String value = text(key, DEFAULT);
      if (!value.equals(DEFAULT)) {
        throw bad(
            key,
            "%s goes with scheduler = own; the global scheduler, which this dispatcher shares, takes"
                    .formatted(value)
                + " -D"
                + property
                + "="
                + value);
      }
    }

    /// Returns a number in this range, or null for the default.
    private @Nullable Integer number(String key, int least) {
      String value = text(key, DEFAULT);
      if (value.equals(DEFAULT)) {
        return null;
      }
      int most = key.equals(PARALLELISM) ? MOST : Integer.MAX_VALUE;
      try {
        int number = Integer.parseInt(value);
        if (number >= least && number <= most) {
          return number;
        }
      } catch (NumberFormatException _) {
        // falls through to what is said of any other value
      }
      throw bad(
          key,
          "it must be a whole number, "
              + (most == MOST
                  ? least + " to " + most
                  : "at least the parallelism, which is " + least)
              + ", or \"default\"; not \""
              + value
              + "\"");
    }

    private String text(String key, String ifMissing) {
      String path = SECTION + "." + key;
      if (!dispatcher.hasPath(path)) {
        return ifMissing;
      }
      return switch (dispatcher.getValue(path).valueType()) {
        case STRING, NUMBER, BOOLEAN -> dispatcher.getString(path).strip();
        default ->
            throw bad(key, "it must be one value, not " + dispatcher.getValue(path).render());
      };
    }

    private ConfigException.BadValue bad(String key, String why) {
      ConfigValue value = dispatcher.getObject(SECTION).get(key);
      return new ConfigException.BadValue(
          value == null ? dispatcher.origin() : value.origin(),
          id + "." + SECTION + "." + key,
          why);
    }
  }
}

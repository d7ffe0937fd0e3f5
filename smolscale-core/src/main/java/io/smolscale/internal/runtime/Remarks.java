package io.smolscale.internal.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What there is to say about settings that have no effect: names that are nearly those of
/// settings, and what the JDK's own scheduler knows and ours does not.
///
/// Where there is nothing to say, it costs a walk through the names of properties and variables;
/// that is on the way of each start, so it makes no object.
public final class Remarks {
  private static final String PREFIX = "smolscale";
  private static final String DOT = "smolscale.";
  private static final String VARIABLE = "SMOLSCALE_";

  /// Properties that are no settings: for tests, and what this project's launcher, build and
  /// benchmarks hand on. Each stands for what begins with it and a dot, too.
  private static final String[] OTHER_PROPERTIES = {
    "refuse",
    "agents",
    "bench",
    "effort",
    "jar",
    "launcher",
    "options",
    "root",
    "terminal",
    "tests",
    "timeout",
    "version",
  };

  /// With what the properties of the Spring Boot starter begin: Spring takes them from here, too.
  private static final String[] OF_STARTER = {"schedulers.", "server."};

  private static final String[] VARIABLES_OF_STARTER = {"SCHEDULERS_", "SERVER_"};

  private static final String[] OTHER_VARIABLES = {"PROOF", "JAVA_HOME", "BUILD"};

  /// What Kubernetes adds to the environment for a service of this name, or one that begins so.
  private static final String[] OF_SERVICES = {"SERVICE_HOST", "SERVICE_PORT", "PORT"};

  private static boolean said; // guarded by the class

  private Remarks() {}

  /// Says it on standard error, in a line each, the first time. Not in the log: the command line
  /// and the environment are the user's, and the program may not have set up its log.
  static synchronized void sayOnce() {
    if (said) {
      return;
    }
    said = true;
    List<String> lines = here();
    for (int i = 0; i < lines.size(); i++) {
      System.err.println("smolscale: " + lines.get(i));
    }
  }

  /// What there is to say in this JVM.
  public static List<String> here() {
    return of(System.getProperties().keySet(), System.getenv().keySet());
  }

  static List<String> of(Set<?> properties, Set<String> variables) {
    List<String> lines = List.of();
    for (Object property : properties) {
      if (property instanceof String name) {
        if (begins(name) && !isKnownProperty(name)) {
          lines = with(lines, Unknown.property(name));
        } else if (name.equals(JdkSettings.MIN_RUNNABLE)) {
          lines = with(lines, MIN_RUNNABLE);
        }
      }
    }
    for (String name : variables) {
      if (begins(name) && !isKnownVariable(name)) {
        lines = with(lines, Unknown.variable(name));
      }
    }
    return lines;
  }

  private static final String MIN_RUNNABLE =
      "-D"
          + JdkSettings.MIN_RUNNABLE
          + " has no effect here: a spare worker comes when all others are stuck;"
          + " -Dsmolscale.maxThreads says how many there may be";

  private static boolean begins(String name) {
    return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
  }

  private static boolean isKnownProperty(String name) {
    if (!name.startsWith(DOT)) {
      return false;
    }
    int start = DOT.length();
    for (int i = 0; i < Settings.NAMES.size(); i++) {
      if (isRest(name, start, Settings.NAMES.get(i))) {
        return true;
      }
    }
    for (String other : OTHER_PROPERTIES) {
      if (isRest(name, start, other)
          || (name.startsWith(other, start) && name.startsWith(".", start + other.length()))) {
        return true;
      }
    }
    return isRestOfAny(name, start, OF_STARTER);
  }

  private static boolean isRestOfAny(String name, int start, String[] beginnings) {
    for (String beginning : beginnings) {
      if (name.startsWith(beginning, start) && name.length() > start + beginning.length()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isRest(String name, int start, String rest) {
    return name.length() == start + rest.length() && name.startsWith(rest, start);
  }

  private static boolean isKnownVariable(String name) {
    if (!name.startsWith(VARIABLE)) {
      return false;
    }
    int start = VARIABLE.length();
    for (int i = 0; i < Settings.NAMES.size(); i++) {
      if (isVariableOf(name, start, Settings.NAMES.get(i))) {
        return true;
      }
    }
    for (String other : OTHER_VARIABLES) {
      if (isRest(name, start, other)) {
        return true;
      }
    }
    return isOfService(name, start) || isRestOfAny(name, start, VARIABLES_OF_STARTER);
  }

  /// Returns whether the rest of a variable's name is that of a setting: `maxThreads`,
  /// `MAX_THREADS`.
  private static boolean isVariableOf(String name, int start, String setting) {
    int at = start;
    for (int i = 0; i < setting.length(); i++) {
      char c = setting.charAt(i);
      if (Character.isUpperCase(c)) {
        if (at >= name.length() || name.charAt(at++) != '_') {
          return false;
        }
      }
      if (at >= name.length() || name.charAt(at++) != Character.toUpperCase(c)) {
        return false;
      }
    }
    return at == name.length();
  }

  private static boolean isOfService(String name, int start) {
    for (String part : OF_SERVICES) {
      for (int at = name.indexOf(part, start); at >= 0; at = name.indexOf(part, at + 1)) {
        int end = at + part.length();
        if (name.charAt(at - 1) == '_' && (end == name.length() || name.charAt(end) == '_')) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<String> with(List<String> lines, String line) {
    List<String> more = new ArrayList<>(lines);
    more.add(line);
    return more;
  }
}

package io.smolscale.internal.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A name that looks like a setting and is none, and the setting that is nearest to it: by its
/// letters, or else by what the name seems to mean. No lambda: with the entry it may be asked for
/// before the JVM is up.
final class Unknown {
  private static final String SWITCHES_OFF = " (with the value jdk it switches smolscale off)";

  /// What a part of a name means, where its letters are far from any setting's.
  private static final List<Map.Entry<String, String>> MEANINGS =
      List.of(
          Map.entry("single", "singleThread"),
          Map.entry("profil", "profile"),
          Map.entry("max", "maxThreads"),
          Map.entry("pool", "maxThreads"),
          Map.entry("spare", "maxThreads"),
          Map.entry("limit", "maxThreads"),
          Map.entry("parallel", "parallelism"),
          Map.entry("concurren", "parallelism"),
          Map.entry("worker", "parallelism"),
          Map.entry("carrier", "parallelism"),
          Map.entry("thread", "parallelism"),
          Map.entry("processor", "parallelism"),
          Map.entry("cpu", "parallelism"),
          Map.entry("core", "parallelism"),
          Map.entry("able", "scheduler"), // enabled, disable
          Map.entry("activ", "scheduler"),
          Map.entry("sched", "scheduler"));

  /// The same for whole names that are part of many words.
  private static final List<String> SWITCHES = List.of("on", "off", "use", "jdk", "");

  private static final int PREFIX = "smolscale".length();

  private Unknown() {}

  /// A line about a property.
  static String property(String name) {
    String nearest = nearest(letters(name));
    return "-D"
        + name
        + " is no setting, and has no effect"
        + (nearest.isEmpty()
            ? "; the settings are smolscale." + String.join(", ", Settings.NAMES)
            : "; the nearest one is -Dsmolscale." + nearest + hint(nearest));
  }

  /// A line about a variable of the environment.
  static String variable(String name) {
    String nearest = nearest(letters(name));
    return name
        + " in the environment is no setting, and has no effect"
        + (nearest.isEmpty()
            ? "; the settings are " + variables()
            : "; the nearest one is " + Sources.variable(nearest) + hint(nearest));
  }

  private static String variables() {
    List<String> names = new ArrayList<>();
    for (String name : Settings.NAMES) {
      names.add(Sources.variable(name));
    }
    return String.join(", ", names);
  }

  private static String hint(String setting) {
    return setting.equals("scheduler") ? SWITCHES_OFF : "";
  }

  private static String letters(String name) {
    StringBuilder letters = new StringBuilder();
    for (int i = PREFIX; i < name.length(); i++) {
      if (Character.isLetterOrDigit(name.charAt(i))) {
        letters.append(name.charAt(i));
      }
    }
    return letters.toString().toLowerCase(Locale.ROOT);
  }

  /// The nearest setting; empty if none is near.
  private static String nearest(String letters) {
    String nearest = "";
    int least = 1 + Math.max(1, letters.length() / 3); // more than a third wrong is another word
    for (String setting : Settings.NAMES) {
      int distance = distance(letters, setting.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = setting;
      }
    }
    return nearest.isEmpty() ? meant(letters) : nearest;
  }

  private static String meant(String letters) {
    if (SWITCHES.contains(letters)) {
      return "scheduler";
    }
    for (Map.Entry<String, String> meaning : MEANINGS) {
      if (letters.contains(meaning.getKey())) {
        return meaning.getValue();
      }
    }
    return "";
  }

  /// Returns how many letters must be added, left out, or written differently to make one of the
  /// other.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}

package io.smolscale.internal.jdk;

import java.util.List;

/// Which packages of the JDK the seams need, and how a user opens them by hand.
public final class OpenPackages {
  /// The packages, all of `java.base`.
  public static final List<String> NAMES = List.of("java.lang");

  private OpenPackages() {}

  /// The options that open them to the module of this class.
  public static String option() {
    Module me = OpenPackages.class.getModule();
    String to = me.isNamed() ? me.getName() : "ALL-UNNAMED";
    StringBuilder options = new StringBuilder();
    for (String name : NAMES) {
      options.append(options.isEmpty() ? "" : " ");
      options.append("--add-opens=java.base/").append(name).append('=').append(to);
    }
    return options.toString();
  }
}

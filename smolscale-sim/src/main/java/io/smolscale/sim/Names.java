package io.smolscale.sim;

import static java.util.Locale.ROOT;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Constants as they are called on the command line and in reports.
final class Names {
  private Names() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(ROOT).replace('_', '-');
  }

  static String all(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Names::of).collect(Collectors.joining(", "));
  }
}

package io.smolscale.bench.service;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// At which rate a service is measured.
public sealed interface Level {
  /// A share of what the service reaches on the side that the others are compared to.
  record Share(int percent) implements Level {
    @Override
    public String name() {
      return PERCENT + percent;
    }

    @Override
    public String words() {
      return percent + " %";
    }
  }

  /// So many requests a second, whatever the service reaches.
  record Fixed(int perSecond) implements Level {
    @Override
    public String name() {
      return String.valueOf(perSecond);
    }

    @Override
    public String words() {
      return "%,d/s".formatted(perSecond);
    }
  }

  /// The highest rate that it bears: a figure of its own.
  record Highest() implements Level {
    @Override
    public String name() {
      return HIGHEST;
    }

    @Override
    public String words() {
      return HIGHEST;
    }
  }

  /// How [Share]s begin by name, so that the number is that of a percentage.
  String PERCENT = "percent-";

  /// How [Highest] is called.
  String HIGHEST = "highest";

  /// How it ends the name of a [Subject].
  String name();

  /// How a report calls it.
  String words();

  /// The reverse of [#name()]; empty if there is no such level.
  static Optional<Level> named(String name) {
    if (name.equals(HIGHEST)) {
      return Optional.of(new Highest());
    }
    final Matcher number = Numbered.PATTERN.matcher(name);
    return number.matches()
        ? Optional.of(
            number.group(1) == null
                ? new Fixed(Integer.parseInt(number.group(2)))
                : new Share(Integer.parseInt(number.group(2))))
        : Optional.empty();
  }

  /// How the names with a number look.
  final class Numbered {
    private static final Pattern PATTERN = Pattern.compile("(" + PERCENT + ")?(\\d{1,7})");

    private Numbered() {}
  }
}

package io.smolscale.stress.soak;

import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;

/// What the command line says.
///
/// @param seconds how long to go on before the last rounds
/// @param seed of everything that is drawn
/// @param help whether only to say how it is used
record Options(int seconds, long seed, boolean help) {
  static final String USAGE =
      """
      Usage: soak [--seconds N] [--seed S] [--help]

      Does random things to several smolscale schedulers at once, and checks that no task is lost.

        --seconds N   how long (default: 60)
        --seed S      repeats the draws of a run (default: another one each time; it is printed)
        --help        this text

      Exit code: 0 all is well, 1 something was lost or hangs, 2 wrong usage.
      """;

  private static final int SECONDS = 60;
  private static final int MOST_SEEDS = 1_000_000_000; // easy to type

  /// Reads them.
  ///
  /// @throws IllegalArgumentException that says what is wrong
  static Options parse(List<String> args) {
    int seconds = SECONDS;
    long seed = RandomGenerator.getDefault().nextInt(MOST_SEEDS);
    boolean help = false;
    for (Iterator<String> rest = args.iterator(); rest.hasNext(); ) {
      String option = rest.next();
      switch (option) {
        case "--seconds" -> seconds = Math.toIntExact(number(option, rest, 1, Integer.MAX_VALUE));
        case "--seed" -> seed = number(option, rest, Long.MIN_VALUE, Long.MAX_VALUE);
        case "--help" -> help = true;
        default -> throw new IllegalArgumentException("unknown option: " + option);
      }
    }
    return new Options(seconds, seed, help);
  }

  private static long number(String option, Iterator<String> rest, long least, long most) {
    String value = rest.hasNext() ? rest.next() : "";
    try {
      long number = Long.parseLong(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException _) {
      // refused below
    }
    throw new IllegalArgumentException(
        "%s takes a whole number%s, not \"%s\""
            .formatted(option, least > 0 ? " from " + least + " on" : "", value));
  }
}

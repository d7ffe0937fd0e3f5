package io.smolscale.cli.report;

import java.io.PrintStream;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Tells a user what is wrong with a command line, and which word that exists is nearest.
public final class Misuse {
  private static final int EXIT_CODE = 2;

  private Misuse() {}

  /// Prints two lines, and returns the exit code.
  public static int explain(PrintStream err, ParameterException e) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    err.println(name + ": " + messageOf(e));
    err.println("Try '" + name + " --help'.");
    return EXIT_CODE;
  }

  private static String messageOf(ParameterException e) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return String.valueOf(e.getMessage());
    }
    CommandLine command = e.getCommandLine();
    String word = unmatched.getUnmatched().getFirst();
    if (word.startsWith("-")) {
      String option = word.split("=", 2)[0];
      return "Unknown option: '%s'%s".formatted(option, hint(option, optionsOf(command)));
    }
    if (command.getSubcommands().isEmpty()) {
      return "'%s' is too much; there are only options%s"
          .formatted(word, hint("--" + word, optionsOf(command)));
    }
    Collection<String> names = command.getSubcommands().keySet();
    Optional<String> option = nearest("--" + word, optionsOf(command));
    if (nearest(word, names).isEmpty() && option.isPresent()) {
      return "'%s' is no command; the nearest is '%s'".formatted(word, option.get());
    }
    return "Unknown command: '%s'%s".formatted(word, hint(word, names));
  }

  private static List<String> optionsOf(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(option -> option.longestName())
        .toList();
  }

  private static String hint(String word, Collection<String> names) {
    return nearest(word, names)
        .map("; the nearest is '%s'"::formatted)
        .orElseGet(() -> "; there are " + String.join(", ", names));
  }

  /// Returns the name that is nearest to a word; empty if none is near.
  public static Optional<String> nearest(String word, Collection<String> names) {
    return names.stream()
        .filter(name -> distance(word, name) <= Math.max(2, word.length() / 3))
        .min(Comparator.comparingInt(name -> distance(word, name)));
  }

  /// Returns how many letters to change, add, leave out or swap with their neighbour, to get from
  /// one word to the other; 1 if one of them begins with the other.
  private static int distance(String word, String name) {
    String a = word.toLowerCase(Locale.ROOT);
    String b = name.toLowerCase(Locale.ROOT);
    if (isBeginning(a, b) || isBeginning(b, a)) {
      return a.equals(b) ? 0 : 1;
    }
    int[][] steps = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          steps[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int least = Math.min(steps[i - 1][j], steps[i][j - 1]) + 1;
        least = Math.min(least, steps[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, steps[i - 2][j - 2] + 1);
        }
        steps[i][j] = least;
      }
    }
    return steps[a.length()][b.length()];
  }

  /// Returns whether a word is the first letters of another: two of them at least, dashes aside.
  private static boolean isBeginning(String start, String whole) {
    return whole.startsWith(start) && start.replace("-", "").length() > 1;
  }
}

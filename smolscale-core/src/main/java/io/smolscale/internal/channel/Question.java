package io.smolscale.internal.channel;

import io.smolscale.internal.runtime.Version;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What somebody wants to know.
///
/// @param word what about
/// @param settings the details
record Question(String word, Map<String, String> settings) {
  private static final String WORDS = "stats, holders, stack, record";

  /// Reads one.
  ///
  /// @throws IllegalArgumentException when it is none, or of another protocol
  static Question parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() < 2 || !lines.getFirst().startsWith(Answers.QUESTION)) {
      throw new IllegalArgumentException("this is no question to smolscale");
    }
    String protocol = lines.getFirst().substring(Answers.QUESTION.length());
    if (!protocol.equals(String.valueOf(Answers.PROTOCOL))) {
      throw new IllegalArgumentException(
          "smolscale %s answers questions of protocol %d, and not of %s"
              .formatted(Version.NUMBER, Answers.PROTOCOL, protocol));
    }
    Map<String, String> settings = new HashMap<>();
    for (String line : lines.subList(2, lines.size())) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        settings.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return new Question(lines.get(1), Map.copyOf(settings));
  }

  /// Returns the answer.
  ///
  /// @throws IllegalArgumentException when nobody knows the word
  Map<String, Object> answer() {
    return switch (word) {
      case "stats" -> Stats.now(settings.containsKey("since") ? number("since") : 0);
      case "holders" -> HoldersAnswer.now();
      case "record" -> RecordAnswer.of(this);
      case "stack" -> StackAnswer.of(number("worker"));
      default ->
          throw new IllegalArgumentException(
              "smolscale %s knows nothing of \"%s\", but of %s"
                  .formatted(Version.NUMBER, word, WORDS));
    };
  }

  /// Returns a setting that is a number.
  ///
  /// @throws IllegalArgumentException when it is missing, or none
  long number(String key) {
    String value = settings.getOrDefault(key, "");
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException(
          "%s: the setting %s must be a number, and is \"%s\"".formatted(word, key, value));
    }
  }
}

package io.smolscale.cli.compare;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One side of the comparison.
///
/// @param name as a heading, and in the name of its logs
/// @param inWords as the subject of a sentence
/// @param words the command line
/// @param onSmolscale whether its virtual threads are meant to run on smolscale
record Contender(String name, String inWords, List<String> words, boolean onSmolscale) {
  Contender {
    words = List.copyOf(words);
  }

  static Contender jdk(List<String> command) {
    return new Contender("JDK", "the JDK", command, false);
  }

  /// The launcher knows how a command is put on smolscale; it checks the command, too.
  static Contender smolscale(Path launcher, List<String> command) throws InterruptedException {
    List<String> asking = new ArrayList<>(List.of(launcher.toString(), "run", "--print0", "--"));
    asking.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(asking);
    builder.environment().put("SMOLSCALE_BUILD", "never"); // it has just been built
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      String complaint = new String(process.getErrorStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        throw CommandException.badInput(
            complaint
                .replaceFirst("^smolscale: run: ", "")
                .replaceFirst(" run -- ", " compare -- "));
      }
      return new Contender("smolscale", "smolscale", words(said), true);
    } catch (IOException e) {
      throw CommandException.failure("cannot run the launcher: " + e.getMessage());
    }
  }

  /// Returns the words, each of which a zero follows. The last ones may be empty.
  static List<String> words(String said) {
    List<String> words = List.of(said.split("\0", -1));
    return words.subList(0, words.size() - 1);
  }
}

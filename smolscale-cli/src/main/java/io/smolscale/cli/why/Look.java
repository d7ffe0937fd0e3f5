package io.smolscale.cli.why;

import io.smolscale.cli.dump.Dump;
import io.smolscale.cli.dump.Printout;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What is seen of a JVM at one moment.
///
/// @param dump its threads
/// @param printout what else is printed of them
/// @param queuedMillis how long each platform thread has waited for a processor so far, by its
///   thread id, where the system tells
/// @param holders who has what others park for
/// @param scheduler how the scheduler of virtual threads describes itself
record Look(
    Dump dump,
    Printout printout,
    Map<Long, Double> queuedMillis,
    List<Holder> holders,
    String scheduler) {
  private static final Pattern PARALLELISM = Pattern.compile("parallelism(?: =)? (\\d+)");

  Look {
    queuedMillis = Map.copyOf(queuedMillis);
    holders = List.copyOf(holders);
  }

  /// Who has what others park for.
  ///
  /// @param object as a dump has it: class and identity hash code
  /// @param thread the id of who has it
  /// @param end whether the others wait for the end of that thread
  record Holder(String object, long thread, boolean end) {
    /// Reads one from the answer of the smolscale in the JVM.
    static Holder of(Map<?, ?> json) {
      return new Holder(
          String.valueOf(json.get("object")),
          json.get("thread") instanceof Number id ? id.longValue() : -1,
          Boolean.TRUE.equals(json.get("end")));
    }
  }

  /// How many threads the scheduler means to run at once, if it says so.
  OptionalInt parallelism() {
    Matcher matcher = PARALLELISM.matcher(scheduler);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }
}

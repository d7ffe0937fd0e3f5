package io.smolscale.bench.result;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Everything there is to know about a run: what `results.json` holds.
///
/// @param options the command line
/// @param jvmArgs for all JVMs
/// @param rounds how many JVMs each contender had for each workload, at most
/// @param machine what is known of the machine; null in results that were written before we asked
/// @param notes what was left out, and why; null where there was nothing
public record Summary(
    Environment environment,
    List<String> options,
    String jvmArgs,
    int rounds,
    Plan plan,
    List<Row> rows,
    @Nullable Machine machine,
    @Nullable List<String> notes) {

  /// Reads what [#write] wrote.
  public static Summary read(Path file) throws IOException {
    return JSON.std.beanFrom(Summary.class, Files.readString(file));
  }

  /// Writes everything as JSON.
  public void write(Path file) throws IOException {
    Files.writeString(file, JSON.std.asString(this));
  }

  /// The garbage collectors that the measured JVMs chose or were given.
  public String collectors() {
    return rows.stream()
        .flatMap(row -> row.reports().stream())
        .map(Report::collector)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /// How much of it somebody else on the machine disturbed, in words.
  public String disturbance() {
    final long disturbed = rows.stream().mapToLong(Row::disturbed).sum();
    final long all = rows.stream().mapToLong(row -> row.reports().size()).sum();
    return disturbed == 0
        ? "none of %d JVMs".formatted(all)
        : "%d of %d JVMs, even the last time; marked with ~".formatted(disturbed, all);
  }
}

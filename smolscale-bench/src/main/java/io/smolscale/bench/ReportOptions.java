package io.smolscale.bench;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.bench.report.Change;
import io.smolscale.bench.report.ChangeTable;
import io.smolscale.bench.report.Page;
import io.smolscale.bench.report.ResultTable;
import io.smolscale.bench.result.Row;
import io.smolscale.bench.result.Summary;
import io.smolscale.cli.report.CommandException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the results of a comparison go, and what they are compared to: options of all commands
/// that measure.
public final class ReportOptions {
  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "where results.json and report.html go (default: ${DEFAULT-VALUE})")
  private Path output = Checkout.root().resolve(Path.of("smolscale-bench", "target", "results"));

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "an earlier results.json to compare with; what is worse is bold")
  private @Nullable Path against;

  /// Reads what to compare with, if there is anything.
  public Optional<Summary> earlier() {
    return against == null ? Optional.empty() : Optional.of(read(against));
  }

  /// Reads results.
  ///
  /// @throws CommandException if that cannot be done
  static Summary read(Path file) {
    try {
      return Summary.read(file);
    } catch (IOException e) {
      throw CommandException.badInput("cannot read " + file + ": " + e.getMessage());
    }
  }

  /// Writes the results and the report.
  public void write(Summary summary, List<Change> changes) throws IOException {
    Files.createDirectories(output);
    Files.writeString(output.resolve("report.html"), Page.of(summary, changes));
    summary.write(output.resolve("results.json"));
  }

  /// Prints and writes the results.
  ///
  /// @param json whether to print them as JSON, and no words
  /// @return the exit code of the command
  public int finish(PrintStream out, Summary summary, Optional<Summary> earlier, boolean json)
      throws IOException {
    final List<Change> changes =
        earlier.map(before -> Change.between(before, summary)).orElse(List.of());
    if (json) {
      out.println(JSON.std.asString(summary));
    } else {
      out.println(ResultTable.text(summary.rows()));
      if (earlier.isPresent()) {
        out.println(ChangeTable.text(changes, Boolean.getBoolean("smolscale.terminal")));
      }
      out.println(
          "The report is "
              + output.resolve("report.html")
              + ", with all figures in results.json beside it.");
    }
    write(summary, changes);
    return summary.rows().stream().anyMatch(Row::broken) ? 1 : 0;
  }
}

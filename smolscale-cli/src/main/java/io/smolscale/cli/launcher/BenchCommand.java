package io.smolscale.cli.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `smolscale bench`
@Command(name = "bench", description = "Runs all benchmarks, and writes a page with plots.")
public final class BenchCommand implements Callable<Integer> {
  @Parameters(hidden = true)
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    throw Launcher.needed("bench", arguments);
  }
}

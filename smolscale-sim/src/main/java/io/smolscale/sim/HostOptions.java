package io.smolscale.sim;

import io.smolscale.sim.machine.Host;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// How the cores are shared, on the command line.
final class HostOptions {
  @Option(
      names = "--workers-per-core",
      paramLabel = "N",
      description = "how many workers a policy has for each core, 1 to 16 (default: 1)")
  private int workersPerCore = Host.DEFAULT.workersPerCore();

  @Option(
      names = "--stolen",
      paramLabel = "PERCENT",
      description = {
        "how much of each core others take, 0 to 50, for 1 to 10 ms at a time; the load is of what",
        "is left (default: 0)"
      })
  private int stolen = Host.DEFAULT.stolenPercent();

  Host host(Function<String, ParameterException> wrong) {
    try {
      return new Host(workersPerCore, stolen);
    } catch (IllegalArgumentException e) {
      throw wrong.apply("--workers-per-core and --stolen: " + e.getMessage());
    }
  }
}

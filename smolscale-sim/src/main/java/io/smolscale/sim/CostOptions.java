package io.smolscale.sim;

import io.smolscale.sim.machine.Costs;
import java.util.function.Function;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// What things cost, on the command line. All in nanoseconds.
final class CostOptions {
  @Option(
      names = "--wake",
      paramLabel = "NS",
      description = {
        "from waking a thread until it does something useful; the core's Price.MEASURED_NANOS",
        "(default: 30000)"
      })
  private long wake = Costs.DEFAULT.wake();

  @Option(
      names = "--waker",
      paramLabel = "NS",
      description = "the part of it that the waking thread spends; an estimate (default: 5000)")
  private long waker = Costs.DEFAULT.waker();

  @Option(
      names = "--wakee",
      paramLabel = "NS",
      description = {
        "what the woken thread spends on getting up and on the sleep before; an estimate",
        "(default: 8000)"
      })
  private long wakee = Costs.DEFAULT.wakee();

  @Option(
      names = "--attempt",
      paramLabel = "NS",
      description = {
        "a look at another worker's queue: about one cache line from another core (default: 100)"
      })
  private long attempt = Costs.DEFAULT.attempt();

  @Option(
      names = "--migration",
      paramLabel = "NS",
      description = {
        "what a task takes longer on another core than where it was made ready: some fifteen cache",
        "lines (default: 1500)"
      })
  private long migration = Costs.DEFAULT.migration();

  @Option(
      names = "--submit",
      paramLabel = "NS",
      description = "a submission from outside: two contended atomic adds (default: 150)")
  private long submit = Costs.DEFAULT.submit();

  @Option(
      names = "--slice",
      paramLabel = "NS",
      description = {
        "how long a thread keeps its core while another waits for one: Linux's base slice",
        "(default: 3000000)"
      })
  private long slice = Costs.DEFAULT.slice();

  Costs costs(Function<String, ParameterException> wrong) {
    try {
      return new Costs(wake, waker, wakee, attempt, migration, submit, slice);
    } catch (IllegalArgumentException e) {
      throw wrong.apply("--wake and the other costs: " + e.getMessage());
    }
  }
}

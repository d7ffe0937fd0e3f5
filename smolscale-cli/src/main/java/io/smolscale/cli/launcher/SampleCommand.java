package io.smolscale.cli.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `smolscale sample`
@Command(
    name = "sample",
    description = {
      "Runs a sample that is more than one program.",
      "sample cluster: a Pekko cluster of three JVMs, one of which is killed and comes back"
    })
public final class SampleCommand implements Callable<Integer> {
  @Parameters(hidden = true)
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    throw Launcher.needed("sample", arguments);
  }
}

package io.smolscale.cli.launcher;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `smolscale sim`
@Command(
    name = "sim",
    description =
        "Runs the scheduler's policy in virtual time on simulated cores, beside work stealing.")
public final class SimCommand implements Callable<Integer> {
  @Parameters(hidden = true)
  private List<String> arguments = List.of();

  @Override
  public Integer call() {
    throw Launcher.needed("sim", arguments);
  }
}

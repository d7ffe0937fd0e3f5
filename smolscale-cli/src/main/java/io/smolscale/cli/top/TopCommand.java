package io.smolscale.cli.top;

import io.smolscale.cli.Version;
import io.smolscale.cli.jvm.Target;
import io.smolscale.cli.jvm.TargetVm;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `smolscale top`
@Command(
    name = "top",
    description = {
      "Shows what the schedulers of a JVM are doing, and redraws it each second.",
      "",
      "The JVM needs no preparation but smolscale itself; no agent is loaded, and no port opened.",
      "Keys: q quit, f freeze, t threads by where they began (it takes thread dumps, as often as"
          + " they are cheap), s sort these, / filter, arrows and enter for a stack.",
      ""
    },
    footer = {
      "",
      "RAN is time on a processor, QUEUED time in which others had them all; both are Linux's.",
      "Exits with 1 if the process cannot be asked, or ends."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class TopCommand implements Callable<Integer> {
  private static final int PLAIN_WIDTH = 100; // where no terminal tells
  private static final int MOST_SECONDS = 3_600;

  private final PrintStream out;

  @Option(names = "--once", description = "Print the page once, after one interval.")
  private boolean once;

  @Option(
      names = "--json",
      description = "Print one JSON object, a line each interval; with --once, one on many lines.")
  private boolean json;

  @Option(names = "--threads", description = "Begin with the threads, by where they began.")
  private boolean threads;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = WholeNumber.class,
      defaultValue = "1",
      description = "The interval. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Mixin private final Target target = new Target();

  public TopCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long process = target.pid();
    WholeNumber.check("--seconds", seconds, MOST_SECONDS);
    try (TargetVm vm = TargetVm.attach(process);
        Watch watch = new Watch(vm)) {
      if (once) {
        Thread.sleep(seconds * 1_000L);
        watch.look(threads);
        printOnce(process, watch);
      } else if (json) {
        while (!out.checkError()) {
          Thread.sleep(seconds * 1_000L);
          watch.look(threads);
          out.println(TopJson.of(process, watch.now(), watch.rates(), watch.threads(), false));
        }
      } else {
        show(process, watch);
      }
    }
    return 0;
  }

  private void printOnce(long process, Watch watch) throws IOException {
    if (json) {
      out.println(TopJson.of(process, watch.now(), watch.rates(), watch.threads(), true));
    } else {
      Page.of(
              process,
              watch.now(),
              watch.rates(),
              watch.threads(),
              watch.stuck(),
              new View(),
              PLAIN_WIDTH)
          .forEach(line -> out.println(line.text()));
    }
  }

  private void show(long process, Watch watch) {
    try {
      new Screen(process, watch, seconds * 1_000L).run(threads);
    } catch (IOException e) {
      throw Screen.noTerminal(e);
    }
  }
}

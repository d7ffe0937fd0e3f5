package io.smolscale.cli.why;

import io.smolscale.cli.Version;
import io.smolscale.cli.jvm.Target;
import io.smolscale.cli.jvm.TargetVm;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `smolscale why`
@Command(
    name = "why",
    description = {
      "Says why a JVM hangs: who waits for whom, virtual threads included.",
      "",
      "It looks twice, a second apart, by the JVM's own means (as jcmd does), and changes nothing."
          + " It works on the JDK's scheduler, too; on smolscale it knows who has the locks of"
          + " java.util.concurrent.",
      ""
    },
    footer = {
      "",
      "Exit codes: 0 if there is nothing to find, 3 for a cause that does not end by itself, 4 for"
          + " a suspicion; 1 if the process cannot be asked, 2 for a wrong command line."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class WhyCommand implements Callable<Integer> {
  private static final int CAUSE = 3;
  private static final int SUSPICION = 4;
  private static final int MOST_SECONDS = 3_600;

  private final PrintStream out;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      converter = WholeNumber.class,
      defaultValue = "1",
      description = "The time between the two looks. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Mixin private final Target target = new Target();

  public WhyCommand(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long process = target.pid();
    WholeNumber.check("--seconds", seconds, MOST_SECONDS);
    try (TargetVm vm = TargetVm.attach(process)) {
      Examination examination = new Examination(vm, Duration.ofSeconds(seconds));
      Evidence evidence = examination.run();
      List<Finding> findings = Analysis.of(evidence);
      out.print(
          json
              ? WhyJson.of(process, findings, evidence, examination.missing()) + "\n"
              : WhyText.of(findings, evidence, examination.missing()));
      return findings.isEmpty() ? 0 : findings.getFirst().certain() ? CAUSE : SUSPICION;
    }
  }
}

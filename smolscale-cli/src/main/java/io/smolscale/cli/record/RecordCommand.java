package io.smolscale.cli.record;

import io.smolscale.cli.Version;
import io.smolscale.cli.jvm.Channel;
import io.smolscale.cli.jvm.EarlyEnd;
import io.smolscale.cli.jvm.Target;
import io.smolscale.cli.jvm.TargetVm;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Progress;
import io.smolscale.cli.report.Text;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `smolscale record`
@Command(
    name = "record",
    description = {
      "Records what the virtual threads and plain tasks of a JVM do for a while, each run with who"
          + " woke or submitted it.",
      "",
      "The JVM needs no preparation but smolscale itself. A file for Perfetto (ui.perfetto.dev) and"
          + " speedscope comes out.",
      ""
    },
    footer = {
      "",
      "Ctrl-C ends it early, and what was recorded until then is written.",
      "A thread that could run before the recording began is in it from its next run on.",
      "Exits with 1 if the process cannot be asked, or somebody else records there."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class RecordCommand implements Callable<Integer> {
  private static final int MOST_SECONDS = 3_600;
  private static final int MOST_RUNS = 1_000_000;
  private static final long MILLIS_BETWEEN_LOOKS = 10; // at files of the operating system's
  private static final long MILLIS_BETWEEN_QUESTIONS = 1_000; // are there new workers?
  private static final long MILLIS_BETWEEN_URGENT_ONES = 200; // has the recording ended itself?
  private static final long SECONDS_OF_GRACE =
      30; // if this command dies, the JVM ends it by itself
  private static final double NANOS_PER_SECOND = 1e9;

  private final PrintStream out;
  private final PrintStream err;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      converter = WholeNumber.class,
      defaultValue = "5",
      description = "How long, at most. Default: ${DEFAULT-VALUE}")
  private int seconds;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "trace.json",
      description = "Where to write the trace. Default: ${DEFAULT-VALUE}")
  private Path output = Path.of("trace.json");

  @Option(names = "--html", paramLabel = "FILE", description = "Write a page for the browser, too.")
  private @Nullable Path html;

  @Option(
      names = "--when-wait-exceeds",
      paramLabel = "MILLIS",
      converter = WholeNumber.class,
      description =
          "Stop as soon as a thread has waited for a worker for longer than that: what was before"
              + " it is kept.")
  private @Nullable Integer longestWait;

  @Option(
      names = "--runs",
      paramLabel = "N",
      converter = WholeNumber.class,
      defaultValue = "50000",
      description = "How many runs to keep for each worker, the latest. Default: ${DEFAULT-VALUE}")
  private int runs;

  @Mixin private final Target target = new Target();

  public RecordCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long process = target.pid();
    WholeNumber.check("--seconds", seconds, MOST_SECONDS);
    WholeNumber.check("--runs", runs, MOST_RUNS);
    if (longestWait != null) {
      WholeNumber.check("--when-wait-exceeds", longestWait, MOST_SECONDS * 1_000);
    }
    checkWritable("--output", output);
    if (html != null) {
      checkWritable("--html", html);
    }
    try (EarlyEnd end = EarlyEnd.listen()) {
      Trace trace;
      try (TargetVm vm = TargetVm.attach(process);
          Channel channel = new Channel(vm)) {
        trace = record(channel, end, new Lacks(vm.proc()));
      }
      write(process, trace);
      out.println(summary(trace));
    }
    return 0;
  }

  private void write(long process, Trace trace) throws IOException {
    try (Writer writer = Files.newBufferedWriter(output)) {
      ChromeTrace.write(writer, process, trace);
    }
    if (html != null) {
      Files.writeString(html, HtmlPage.of(process, trace));
    }
  }

  /// Refuses a file that could not be written once the recording is over.
  private static void checkWritable(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean writable =
        Files.exists(file)
            ? !Files.isDirectory(file) && Files.isWritable(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!writable) {
      throw CommandException.badInput(
          "%s %s: no file can be written there".formatted(option, file));
    }
  }

  private Trace record(Channel channel, EarlyEnd early, Lacks lacks) throws InterruptedException {
    Map<String, Object> status =
        channel.ask(
            "record",
            Map.of(
                "do",
                "begin",
                "runs",
                String.valueOf(runs),
                "nanos",
                String.valueOf((seconds + SECONDS_OF_GRACE) * 1_000_000_000L),
                "longestWait",
                String.valueOf(longestWait == null ? 0 : longestWait * 1_000_000L)));
    Progress progress = Progress.to(err, Duration.ofSeconds(seconds));
    progress.phase(
        longestWait == null
            ? "recording for %d s".formatted(seconds)
            : "recording until a thread waits for more than %d ms, for %d s at most"
                .formatted(longestWait, seconds));
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    long millisBetweenQuestions =
        longestWait == null ? MILLIS_BETWEEN_QUESTIONS : MILLIS_BETWEEN_URGENT_ONES;
    long asked = System.nanoTime();
    boolean goesOn = true;
    while (goesOn && !early.isAsked() && System.nanoTime() - end < 0) {
      if (status.get("workers") instanceof Map<?, ?> workers) {
        lacks.follow(workers);
      }
      lacks.look();
      Thread.sleep(Math.clamp((end - System.nanoTime()) / 1_000_000, 1, MILLIS_BETWEEN_LOOKS));
      progress.tick();
      if (System.nanoTime() - asked > millisBetweenQuestions * 1_000_000) {
        status = channel.ask("record", Map.of("do", "status"));
        goesOn = Boolean.TRUE.equals(status.get("recording"));
        asked = System.nanoTime();
      }
    }
    lacks.look();
    progress.done();
    return Trace.of(channel.ask("record", Map.of("do", "end")), lacks);
  }

  private String summary(Trace trace) {
    List<Trace.Run> all = trace.runs();
    long lost = trace.lanes().stream().mapToLong(Trace.Lane::lost).sum();
    String said =
        "%s runs on %d workers in %s s%s, in %s"
            .formatted(
                Text.count(all.size()),
                trace.lanes().size(),
                String.format(Locale.ROOT, "%.1f", trace.nanos() / NANOS_PER_SECOND),
                lost == 0 ? "" : " (and " + Text.count(lost) + " before, overwritten: see --runs)",
                output);
    if (longestWait == null) {
      return said;
    }
    return trace.exceeded() == 0
        ? said + "; no thread waited for more than " + longestWait + " ms"
        : said
            + "; a thread waited for %s ms, and that ended it"
                .formatted(String.format(Locale.ROOT, "%.1f", trace.exceeded() / 1e6));
  }
}

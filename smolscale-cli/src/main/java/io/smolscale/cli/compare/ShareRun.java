package io.smolscale.cli.compare;

import io.smolscale.cli.measure.Stats;
import io.smolscale.cli.report.Progress;
import io.smolscale.cli.share.Recording;
import io.smolscale.cli.share.Sampling;
import io.smolscale.cli.share.Share;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What came of the run that is recorded.
sealed interface ShareRun {
  /// It says where the CPU time went.
  ///
  /// @param toRounds what it used, over what the rounds on the same scheduler did; 1 if nobody
  ///   knows
  record Seen(Share share, double toRounds) implements ShareRun {
    private static final double LEAST = 0.7;
    private static final double MOST = 1.5;

    /// Whether it did something else than the rounds.
    boolean isUnlikeThem() {
      return toRounds < LEAST || toRounds > MOST;
    }
  }

  /// It says nothing.
  ///
  /// @param why for a sentence; empty if nobody wanted it
  record Unseen(String why) implements ShareRun {}

  /// Runs the program once more, on the JDK's scheduler.
  ///
  /// @param rounds what it has used without a recording
  static ShareRun of(Plan plan, List<Run> rounds, Progress progress)
      throws IOException, InterruptedException {
    if (!plan.share()) {
      return new Unseen("");
    }
    if (rounds.stream().anyMatch(Run::failed)) {
      return new Unseen("the program failed");
    }
    progress.phase("one run more on the JDK, recorded: where the CPU time goes");
    Path folder = Files.createTempDirectory("smolscale-share-");
    try {
      return record(plan, rounds, folder, progress);
    } finally {
      delete(folder);
    }
  }

  private static ShareRun record(Plan plan, List<Run> rounds, Path folder, Progress progress)
      throws IOException, InterruptedException {
    Sampling sampling = Sampling.here();
    String option =
        "-XX:StartFlightRecording:filename=%s,%s"
            .formatted(folder.resolve("%p.jfr"), sampling.settings(","));
    Map<String, String> environment = new HashMap<>();
    Run run =
        Execution.run(
            recorded(plan.baseline(), option, environment),
            plan.rounds() + 1,
            plan.limit(),
            plan.logs().resolve("share.log"),
            environment,
            progress);
    if (run.failed()) {
      return new Unseen(
          "with a recording, the program ended with exit code %d; see %s"
              .formatted(run.exitCode(), run.log()));
    }
    List<Path> recordings = recordings(folder);
    if (recordings.isEmpty()) {
      return new Unseen("the program left no recording: it was killed, or ended by halt");
    }
    Share share = Recording.read(recordings, sampling, nanos(run));
    if (share.samples() == 0) {
      return new Unseen("the program has used too little CPU time to be sampled");
    }
    return beside(share, nanos(run), plan.baseline(), rounds);
  }

  /// A recording costs something, at the start and the end above all, that is in no round.
  private static Seen beside(Share share, long nanos, Contender baseline, List<Run> rounds) {
    double typical =
        Stats.median(
            rounds.stream()
                .filter(run -> run.contender().equals(baseline.name()))
                .mapToDouble(ShareRun::nanos)
                .toArray());
    return typical == 0 ? new Seen(share, 1) : new Seen(share.in(typical), nanos / typical);
  }

  private static long nanos(Run run) {
    return (long) (run.cost().cpuSeconds().orElse(0) * 1e9);
  }

  /// The command with the option; in what is no java, by the environment, as `run` does it.
  private static Contender recorded(
      Contender baseline, String option, Map<String, String> environment) {
    List<String> words = new ArrayList<>(baseline.words());
    if (Path.of(words.getFirst()).endsWith("java")) {
      words.add(1, option);
    } else {
      String variable = "JDK_JAVA_OPTIONS";
      environment.put(
          variable,
          Optional.ofNullable(System.getenv(variable))
              .map(set -> set + " " + option)
              .orElse(option));
    }
    return new Contender(baseline.name(), baseline.inWords(), words, false);
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    for (Path file : recordings(folder)) {
      Files.delete(file);
    }
    Files.delete(folder);
  }
}

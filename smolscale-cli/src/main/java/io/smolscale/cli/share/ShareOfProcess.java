package io.smolscale.cli.share;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.jvm.EarlyEnd;
import io.smolscale.cli.jvm.TargetVm;
import io.smolscale.cli.report.Progress;
import io.smolscale.cli.report.WholeNumber;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// Says of a JVM that runs how much it could gain.
///
/// @param pid its number
/// @param seconds how long to look at it
public record ShareOfProcess(long pid, int seconds) {
  private static final int MOST_SECONDS = 3_600;

  /// Looks, and prints the report; sooner if somebody ends this JVM.
  ///
  /// @param err for the progress
  public void print(boolean json, PrintStream out, PrintStream err)
      throws IOException, InterruptedException {
    WholeNumber.check("--seconds", seconds, MOST_SECONDS);
    try (EarlyEnd early = EarlyEnd.listen();
        TargetVm vm = TargetVm.attach(pid)) {
      LiveRecording recording = new LiveRecording(vm);
      boolean onSmolscale = recording.isOnSmolscale();
      Progress progress = Progress.to(err, Duration.ofSeconds(seconds));
      progress.phase("recording process %d for %d s".formatted(pid, seconds));
      Share share = recording.take(seconds, early, progress);
      out.println(json ? json(share, onSmolscale) : text(share, onSmolscale));
    }
  }

  /// Looks, without a word meanwhile; sooner if somebody ends this JVM.
  public Share look() throws IOException, InterruptedException {
    WholeNumber.check("--seconds", seconds, MOST_SECONDS);
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    try (EarlyEnd early = EarlyEnd.listen();
        TargetVm vm = TargetVm.attach(pid)) {
      return new LiveRecording(vm)
          .take(seconds, early, new Progress(nowhere, false, Duration.ZERO));
    }
  }

  private String text(Share share, boolean onSmolscale) {
    return ShareText.of("Where the CPU time of process " + pid + " goes:", share, onSmolscale);
  }

  private String json(Share share, boolean onSmolscale) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("process", pid);
    json.put("onSmolscale", onSmolscale);
    json.putAll(ShareJson.of(share));
    return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(json);
  }
}

package io.smolscale.cli.share;

import io.smolscale.cli.jvm.EarlyEnd;
import io.smolscale.cli.jvm.SharedFolder;
import io.smolscale.cli.jvm.TargetVm;
import io.smolscale.cli.measure.ProcessUsage;
import io.smolscale.cli.report.CommandException;
import io.smolscale.cli.report.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A flight recording of a JVM that runs. When it is over, nothing of it is left there.
final class LiveRecording {
  private static final Pattern JDK = Pattern.compile("^JDK (\\d+)", Pattern.MULTILINE);
  private static final String OURS = "smolscale["; // how ours answers for the scheduler
  private static final long MILLIS_BETWEEN_LOOKS = 100;

  /// If this command dies, the JVM ends the recording by itself, that much later.
  private static final int SECONDS_OF_GRACE = 30;

  private final TargetVm vm;
  private final int jdk; // 0 if it does not say

  /// Will record this JVM.
  LiveRecording(TargetVm vm) {
    this.vm = vm;
    Matcher version = JDK.matcher(vm.jcmd("VM.version"));
    jdk = version.find() ? Integer.parseInt(version.group(1)) : 0;
  }

  /// Whether the virtual threads of the JVM are on smolscale.
  boolean isOnSmolscale() {
    return jdk >= Sampling.FIRST_JDK && vm.jcmd("Thread.vthread_scheduler").contains(OURS);
  }

  /// Records.
  ///
  /// @param seconds how long, if nobody ends it before
  /// @throws CommandException if the JVM makes no recordings
  Share take(int seconds, EarlyEnd early, Progress progress)
      throws IOException, InterruptedException {
    Sampling sampling = Sampling.of(vm.proc().toFile().exists(), jdk);
    try (SharedFolder folder = new SharedFolder(vm)) {
      Path file = folder.emptyFile(".jfr");
      String name = file.getFileName().toString();
      start(name, folder.asTheJvmSees(file), seconds, sampling);
      ProcessUsage before = usage();
      try {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!early.isAsked() && System.nanoTime() - end < 0) {
          Thread.sleep(MILLIS_BETWEEN_LOOKS);
          progress.tick();
        }
      } finally {
        progress.done();
      }
      ProcessUsage.Used used = usage().since(before);
      vm.jcmd("JFR.stop name=" + name);
      return Recording.read(List.of(file), sampling, used.cpuNanos().orElse(0));
    }
  }

  private void start(String name, Path file, int seconds, Sampling sampling) {
    String said =
        vm.jcmd(
            "JFR.start name=%s duration=%ds filename=\"%s\" %s"
                .formatted(name, seconds + SECONDS_OF_GRACE, file, sampling.settings(" ")));
    if (!said.contains("Started recording")) {
      throw CommandException.failure(
          "process %d makes no flight recording, which is how its CPU time is seen: %s"
              .formatted(vm.pid(), said.strip().lines().findFirst().orElse("it does not say why")));
    }
  }

  private ProcessUsage usage() {
    return ProcessUsage.of(ProcessHandle.of(vm.pid()).orElseThrow(this::ended));
  }

  private CommandException ended() {
    return CommandException.failure("process " + vm.pid() + " has ended");
  }
}

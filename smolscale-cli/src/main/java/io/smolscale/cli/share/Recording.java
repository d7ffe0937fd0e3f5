package io.smolscale.cli.share;

import io.smolscale.cli.dump.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordedThreadGroup;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/// Reads the samples of flight recordings.
public final class Recording {
  private static final String LOST = "jdk.CPUTimeSamplesLost";

  private final Samples samples;
  private final Sampling sampling;

  private Recording(Sampling sampling) {
    this.sampling = sampling;
    samples = new Samples(sampling);
  }

  /// Reads the recordings of a program, one for each of its JVMs.
  ///
  /// @param processNanos what the operating system says that the program has used; 0 if it does not
  /// @throws IOException if one cannot be read
  public static Share read(List<Path> files, Sampling sampling, long processNanos)
      throws IOException {
    Recording recording = new Recording(sampling);
    for (Path file : files) {
      recording.read(file);
    }
    return recording.samples.share(processNanos);
  }

  private void read(Path path) throws IOException {
    if (Files.size(path) == 0) {
      return; // its JVM was killed
    }
    try (RecordingFile file = new RecordingFile(path)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        String name = event.getEventType().getName();
        if (name.equals(LOST)) {
          samples.lost(sort(event.getThread("eventThread")), event.getLong("lostSamples"));
        } else if (name.equals(sampling.event())) {
          add(event);
        }
      }
    }
  }

  private void add(RecordedEvent event) {
    ThreadSort sort = sort(event.getThread(sampling.threadField()));
    long nanos = sampling == Sampling.CPU_TIME ? event.getDuration("samplingPeriod").toNanos() : 1;
    RecordedStackTrace stack = event.getStackTrace();
    if (stack == null || stack.getFrames().isEmpty()) {
      samples.failed(sort);
    } else {
      samples.add(
          sort,
          Classifier.of(sort, stack.getFrames().stream().map(Recording::frame).toList()),
          nanos);
    }
  }

  private static Frame frame(RecordedFrame frame) {
    return new Frame(frame.getMethod().getType().getName(), frame.getMethod().getName(), "");
  }

  private static ThreadSort sort(@Nullable RecordedThread thread) {
    if (thread == null) {
      return ThreadSort.PLATFORM;
    }
    RecordedThreadGroup group = thread.getThreadGroup();
    String name = thread.getJavaName();
    return ThreadSort.of(
        thread.isVirtual(),
        group == null || group.getName() == null ? "" : group.getName(),
        name == null ? "" : name);
  }
}

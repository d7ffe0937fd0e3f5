package io.smolscale.internal.record;

import io.smolscale.internal.jdk.Figures;
import io.smolscale.internal.jdk.Host;
import io.smolscale.internal.queue.Stranded;
import java.util.concurrent.ScheduledFuture;

/// Stands between the VM and a crew, and has each run recorded.
final class RecordingHost implements Host {
  private final Host host;
  private final Recording recording;

  RecordingHost(Host host, Recording recording) {
    this.host = host;
    this.recording = recording;
  }

  /// The host behind it.
  Host behind() {
    return host;
  }

  @Override
  public void onContinue(Runnable thread) {
    host.onContinue(recording.wrap(thread));
  }

  @Override
  public void onTask(Runnable task) {
    host.onTask(task);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long nanos) {
    return host.schedule(command, nanos);
  }

  @Override
  public int setParallelism(int size) {
    return host.setParallelism(size);
  }

  @Override
  public void aboutToBlock() {
    host.aboutToBlock();
  }

  @Override
  public Stranded stranded() {
    return host.stranded();
  }

  @Override
  public void onStranded() {
    host.onStranded();
  }

  @Override
  public Figures figures() {
    return host.figures();
  }
}

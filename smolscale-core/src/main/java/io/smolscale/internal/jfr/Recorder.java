package io.smolscale.internal.jfr;

import io.smolscale.internal.jfr.RecordedEvents.Help;
import io.smolscale.internal.jfr.RecordedEvents.Rescue;
import io.smolscale.internal.jfr.RecordedEvents.RunQueueWait;
import io.smolscale.internal.jfr.RecordedEvents.SpareStarted;
import io.smolscale.internal.jfr.RecordedEvents.StuckTask;
import io.smolscale.internal.jfr.RecordedEvents.WorkerAsleep;
import io.smolscale.internal.observe.Events;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/// Writes down for flight recordings what the workers say. While no recording runs, or none wants
/// an event, that is a look at a flag.
public final class Recorder extends Events {
  private static final List<Class<? extends Event>> EVENTS =
      List.of(
          StuckTask.class,
          Rescue.class,
          SpareStarted.class,
          Help.class,
          RunQueueWait.class,
          WorkerAsleep.class);

  private final AtomicInteger audience = new AtomicInteger(1);

  private Recorder() {}

  /// Begins to write down, for good.
  public static void begin() {
    EVENTS.forEach(FlightRecorder::register); // so that tools list those that have not happened
    Recorder recorder = new Recorder();
    FlightRecorder.addListener(recorder.new Newcomers());
    Events.listen(recorder);
  }

  /// Counts the recordings that begin.
  private final class Newcomers implements FlightRecorderListener {
    @Override
    public void recordingStateChanged(Recording recording) {
      if (recording.getState() == RecordingState.RUNNING) {
        audience.incrementAndGet();
      }
    }
  }

  @Override
  protected int audience() {
    return audience.get();
  }

  @Override
  public void stuck(
      String scheduler,
      String worker,
      String kind,
      String thread,
      long threadId,
      List<StackTraceElement> stack) {
    StuckTask event = new StuckTask();
    if (event.shouldCommit()) {
      event.scheduler = scheduler;
      event.worker = worker;
      event.kind = kind;
      event.threadName = thread;
      event.threadId = threadId;
      StringBuilder text = new StringBuilder();
      stack.forEach(frame -> text.append(text.isEmpty() ? "" : "\n").append(frame));
      event.stack = text.toString();
      event.commit();
    }
  }

  @Override
  public void rescued(String scheduler) {
    Rescue event = new Rescue();
    if (event.shouldCommit()) {
      event.scheduler = scheduler;
      event.commit();
    }
  }

  @Override
  public void spareStarted(String scheduler, String spare, int workers) {
    SpareStarted event = new SpareStarted();
    if (event.shouldCommit()) {
      event.scheduler = scheduler;
      event.worker = spare;
      event.workers = workers;
      event.commit();
    }
  }

  @Override
  public void helped(String scheduler) {
    Help event = new Help();
    if (event.shouldCommit()) {
      event.scheduler = scheduler;
      event.commit();
    }
  }

  @Override
  public @Nullable Object begin(Span span) {
    Event event =
        switch (span) {
          case WAIT_IN_INBOX -> waiting("inbox");
          case WAIT_IN_RING -> waiting("ring");
          case SLEEP -> new WorkerAsleep();
        };
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }

  private static RunQueueWait waiting(String queue) {
    RunQueueWait wait = new RunQueueWait();
    wait.queue = queue;
    return wait;
  }

  @Override
  public void end(Object begun, String scheduler, String where) {
    if (begun instanceof Event event) {
      event.end();
      if (event.shouldCommit()) {
        switch (event) {
          case RunQueueWait wait -> {
            wait.scheduler = scheduler;
            wait.worker = where;
          }
          case WorkerAsleep sleep -> {
            sleep.scheduler = scheduler;
            sleep.worker = where;
          }
          default -> {}
        }
        event.commit();
      }
    }
  }
}

package io.smolscale.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Unsigned;

/// The events, as the JDK wants them: a class each, with fields that the recorder reads.
///
/// The stack of the thread that writes one down says nothing, so it is left out.
final class RecordedEvents {
  private static final String SMOLSCALE = "smolscale";

  private RecordedEvents() {}

  @Name("io.smolscale.StuckTask")
  @Label("Stuck Task")
  @Description("A worker was stuck in a task, and others took what waited behind it")
  @Category(SMOLSCALE)
  @StackTrace(false)
  static final class StuckTask extends Event {
    @Label("Scheduler")
    String scheduler = "";

    @Label("Worker")
    String worker = "";

    @Label("Kind")
    @Description("What keeps the worker: it runs, blocks in the system, is pinned, waits")
    String kind = "";

    @Label("Thread Name")
    String threadName = "";

    @Label("Thread Id")
    @Unsigned
    long threadId;

    @Label("Stack")
    @Description("What the thread was doing, the top first")
    String stack = "";
  }

  @Name("io.smolscale.Rescue")
  @Label("Rescue")
  @Description("What waited behind a stuck worker went to others, or a spare was started beside it")
  @Category(SMOLSCALE)
  @StackTrace(false)
  static final class Rescue extends Event {
    @Label("Scheduler")
    String scheduler = "";
  }

  @Name("io.smolscale.SpareStarted")
  @Label("Spare Worker Started")
  @Description("All workers were stuck and something waited, so one more was started")
  @Category(SMOLSCALE)
  @StackTrace(false)
  static final class SpareStarted extends Event {
    @Label("Scheduler")
    String scheduler = "";

    @Label("Worker")
    String worker = "";

    @Label("Workers")
    @Description("How many there are with it")
    int workers;
  }

  @Name("io.smolscale.Help")
  @Label("Help")
  @Description("A sleeping worker was woken for a share of what waits for others")
  @Category(SMOLSCALE)
  @StackTrace(false)
  @Enabled(false) // there may be thousands a second
  static final class Help extends Event {
    @Label("Scheduler")
    String scheduler = "";
  }

  @Name("io.smolscale.RunQueueWait")
  @Label("Run Queue Wait")
  @Description("A sample of how long a task that can run waits for a worker, at most ten a second")
  @Category(SMOLSCALE)
  @StackTrace(false)
  @Threshold("10 ms")
  static final class RunQueueWait extends Event {
    @Label("Scheduler")
    String scheduler = "";

    @Label("Worker")
    @Description("The one that ran it")
    String worker = "";

    @Label("Queue")
    @Description("Where it waited: the inbox of the scheduler, or the ring of that worker")
    String queue = "";
  }

  @Name("io.smolscale.WorkerAsleep")
  @Label("Worker Asleep")
  @Description("A worker had nothing to do, and waited for a wake-up, a timer or a socket")
  @Category(SMOLSCALE)
  @StackTrace(false)
  @Threshold("20 ms")
  static final class WorkerAsleep extends Event {
    @Label("Scheduler")
    String scheduler = "";

    @Label("Worker")
    String worker = "";
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// A flight recording has the scheduler's own events, once one has begun.
@AlsoUnderAgent
class FlightRecordingTest {
  private static final String PREFIX = "io.smolscale.";

  @RegisterExtension private final TestScheduler on = new TestScheduler();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final List<Thread> threads = new ArrayList<>();

  @AfterEach
  void end() {
    stop.set(true);
  }

  /// Work for the scheduler: its balancer finds out that a recording has begun while there is some.
  private void work() {
    threads.add(
        on.start(() -> {
          while (!stop.get()) {
            Thread.sleep(1);
          }
        }));
  }

  private void awaitEvents() throws InterruptedException {
    Eventually.holds(
        "the recorder knows the scheduler's events",
        () ->
            FlightRecorder.getFlightRecorder().getEventTypes().stream()
                    .filter(type -> type.getName().startsWith(PREFIX))
                    .count()
                == 6);
  }

  @Test
  void everyEventHasALabelACategoryAndAWordOnWhatItIs() throws Exception {
    try (Recording recording = new Recording()) {
      recording.start();
      work();
      awaitEvents();
      assertThat(FlightRecorder.getFlightRecorder().getEventTypes())
          .filteredOn(type -> type.getName().startsWith(PREFIX))
          .hasSize(6)
          .allSatisfy(type -> {
            assertThat(type.getLabel()).isNotBlank();
            assertThat(type.getDescription()).isNotBlank();
            assertThat(type.getCategoryNames()).containsExactly("smolscale");
          });
    }
  }

  @Test
  void aStuckTaskIsRecordedWithItsStackAndKindAndSoAreItsRescueAndTheSpare() throws Exception {
    List<RecordedEvent> stuck = new ArrayList<>();
    List<RecordedEvent> others = new ArrayList<>();
    CountDownLatch seen = new CountDownLatch(1);
    CountDownLatch rescued = new CountDownLatch(1);
    CountDownLatch spare = new CountDownLatch(1);
    try (RecordingStream stream = new RecordingStream()) {
      for (String name : List.of("StuckTask", "Rescue", "SpareStarted")) {
        stream.enable(PREFIX + name);
      }
      stream.onEvent(
          PREFIX + "StuckTask",
          event -> {
            if (event.getString("stack").contains("burnsForLong")) {
              stuck.add(event);
              seen.countDown();
            }
          });
      stream.onEvent(PREFIX + "Rescue", _ -> rescued.countDown());
      stream.onEvent(
          PREFIX + "SpareStarted",
          event -> {
            others.add(event);
            spare.countDown();
          });
      stream.startAsync();
      Eventually.holds(
          "no spare of an earlier test is left to do the work",
          () -> on.scheduler().stats().spares() == 0);
      work();
      awaitEvents();
      int hogs = on.scheduler().stats().parallelism();
      AtomicBoolean enough = new AtomicBoolean();
      for (int i = 0; i < hogs; i++) {
        threads.add(on.start(() -> burnsForLong(enough)));
      }
      // What sleeps in work() waits behind them, so others come, and a spare is started.
      Eventually.opens(rescued);
      Eventually.opens(spare);
      Eventually.opens(seen);
      enough.set(true);
      stop.set(true);
      for (Thread thread : threads) {
        Eventually.ends(thread);
      }
    }
    RecordedEvent event = stuck.getFirst();
    assertThat(event.getString("kind")).isEqualTo("runs");
    assertThat(event.getString("worker")).startsWith(TestScheduler.workers());
    assertThat(event.getString("scheduler")).isEqualTo(on.scheduler().name());
    assertThat(threads).anyMatch(thread -> thread.threadId() == event.getLong("threadId"));
    assertThat(others.getFirst().getString("worker")).contains("spare");
    assertThat(others.getFirst().getInt("workers")).isGreaterThan(1);
  }

  @Test
  void aRecordingThatBeginsWhileATaskIsStuckHasThatTask() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    CountDownLatch seen = new CountDownLatch(1);
    try {
      work(); // something waits behind the hogs
      for (int i = 0; i < on.scheduler().stats().parallelism(); i++) {
        threads.add(on.start(() -> burnsForLong(enough)));
      }
      Eventually.holds(
          "a task was seen while no recording wanted to know", () -> !stuckBefore().isEmpty());
      List<Long> before = stuckBefore();
      try (RecordingStream stream = new RecordingStream()) {
        stream.enable(PREFIX + "StuckTask");
        stream.onEvent(
            PREFIX + "StuckTask",
            event -> {
              if (before.contains(event.getLong("threadId"))) {
                seen.countDown();
              }
            });
        stream.startAsync();
        Eventually.opens(seen);
      }
    } finally {
      enough.set(true);
      stop.set(true);
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  /// Returns those of this test's threads that the scheduler has found stuck.
  private List<Long> stuckBefore() {
    List<Long> own = threads.stream().map(Thread::threadId).toList();
    return on.scheduler().stats().lastRescues().stream()
        .map(SchedulerStats.Rescue::threadId)
        .filter(own::contains)
        .toList();
  }

  private static void burnsForLong(AtomicBoolean enough) {
    while (!enough.get()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aWorkersSleepAndAWaitInTheRunQueueAreRecorded(@TempDir Path folder) throws Exception {
    try (Recording recording = new Recording()) {
      recording.enable(PREFIX + "WorkerAsleep").withoutThreshold();
      recording.enable(PREFIX + "RunQueueWait").withoutThreshold();
      recording.enable(PREFIX + "Help");
      recording.start();
      work();
      awaitEvents();
      long probes = on.scheduler().latency().fromOutside().count(); // of tests before this one
      threads.add(
          on.start(() -> {
            while (!stop.get()) {
              Yield.now();
            }
          }));
      Eventually.holds(
          "some probes were sent",
          () -> on.scheduler().latency().fromOutside().count() > probes + 3);
      stop.set(true);
      for (Thread thread : threads) {
        Eventually.ends(thread);
      }
      Eventually.holds("all sleep", () -> on.scheduler().stats().awake() == 0);
      AtomicReference<List<RecordedEvent>> events = new AtomicReference<>(List.of());
      Eventually.holds(
          "both are there",
          () -> {
            on.start(() -> {}); // ends a sleep
            events.set(Events.dump(recording, folder));
            return has(events.get(), "RunQueueWait") && has(events.get(), "WorkerAsleep");
          });
      assertThat(events.get())
          .filteredOn(event -> event.getEventType().getName().equals(PREFIX + "RunQueueWait"))
          .allSatisfy(event -> {
            assertThat(event.getString("queue")).isIn("inbox", "ring");
            assertThat(event.getString("worker")).isNotBlank();
          });
    }
  }

  private static boolean has(List<RecordedEvent> events, String name) {
    Predicate<RecordedEvent> of = event -> event.getEventType().getName().equals(PREFIX + name);
    return events.stream().anyMatch(of);
  }

  /// What a recording has so far.
  private static final class Events {
    private static int files;

    static List<RecordedEvent> dump(Recording recording, Path folder) {
      Path file = folder.resolve(files++ + ".jfr");
      try {
        recording.dump(file);
        return jdk.jfr.consumer.RecordingFile.readAllEvents(file);
      } catch (java.io.IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// The flight recorder sees virtual threads of ours as it sees the JDK's.
@AlsoUnderAgent
class JfrEventsTest {
  private static final int THREADS = 50;
  private static final CountDownLatch MAY_INITIALIZE = new CountDownLatch(1);

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void startsAndEndsAreRecorded(@TempDir Path folder) throws Exception {
    Set<Long> ours;
    List<RecordedEvent> events;
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadStart");
      recording.enable("jdk.VirtualThreadEnd");
      recording.enable("jdk.VirtualThreadSubmitFailed");
      recording.start();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(on.start(Yield::now));
      }
      for (Thread thread : threads) {
        Eventually.ends(thread);
      }
      ours = threads.stream().map(Thread::threadId).collect(Collectors.toSet());
      events = stop(recording, folder);
    }
    for (String name : List.of("jdk.VirtualThreadStart", "jdk.VirtualThreadEnd")) {
      assertThat(events)
          .filteredOn(event -> event.getEventType().getName().equals(name))
          .extracting(event -> event.getLong("javaThreadId"))
          .as(name)
          .containsAll(ours);
    }
    assertThat(events)
        .extracting(event -> event.getEventType().getName())
        .doesNotContain("jdk.VirtualThreadSubmitFailed");
  }

  /// A thread that waits in a class initialiser keeps its worker, and says so.
  @Test
  void aPinnedThreadIsRecorded(@TempDir Path folder) throws Exception {
    List<RecordedEvent> events;
    Thread pinned;
    try (Recording recording = new Recording()) {
      recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
      recording.start();
      pinned = on.start(() -> assertThat(Slow.VALUE).isEqualTo(42));
      Eventually.isIn(pinned, Thread.State.TIMED_WAITING); // with its worker
      MAY_INITIALIZE.countDown();
      Eventually.ends(pinned);
      events = stop(recording, folder);
    }
    long id = pinned.threadId();
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("jdk.VirtualThreadPinned"))
        .filteredOn(event -> event.getThread().getJavaThreadId() == id)
        .isNotEmpty();
  }

  private static List<RecordedEvent> stop(Recording recording, Path folder) throws Exception {
    recording.stop();
    Path file = folder.resolve("recording.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }

  private static final class Slow {
    static final int VALUE = initialize();

    private static int initialize() {
      Eventually.opensUnchecked(MAY_INITIALIZE);
      return 42;
    }
  }
}

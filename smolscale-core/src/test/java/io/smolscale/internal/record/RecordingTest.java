package io.smolscale.internal.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A recording, without a JVM's virtual threads: what it is handed are plain tasks.
class RecordingTest {
  private static final long FOR_EVER = 3_600_000_000_000L;

  @Test
  void eachRunIsThereWithItsSubmission() {
    Recording recording = new Recording(10, FOR_EVER, 0);
    List<String> ran = new ArrayList<>();
    Runnable one = recording.thread(() -> ran.add("one"));
    Runnable two = recording.thread(() -> ran.add("two"));
    one.run();
    two.run();
    assertThat(ran).containsExactly("one", "two");
    Recording.Lane lane = onlyLane(recording);
    assertThat(lane.worker()).isEqualTo(Thread.currentThread().threadId());
    assertThat(lane.lost()).isZero();
    assertThat(lane.runs()).hasSize(2);
    for (String run : lane.runs()) {
      long[] fields = fields(run);
      assertThat(fields[3]).as("since").isLessThanOrEqualTo(fields[0]);
      assertThat(fields[0]).as("began").isLessThanOrEqualTo(fields[1]);
      assertThat(fields[4]).as("waker").isEqualTo(Thread.currentThread().threadId());
    }
  }

  private static Recording.Lane onlyLane(Recording recording) {
    assertThat(recording.lanes()).hasSize(1);
    return recording.lanes().getFirst();
  }

  private static long[] fields(String run) {
    return java.util.Arrays.stream(run.split(",", -1)).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void theOldestRunsAreOverwrittenAndCounted() {
    Recording recording = new Recording(3, FOR_EVER, 0);
    for (int i = 0; i < 5; i++) {
      recording.thread(() -> {}).run();
    }
    Recording.Lane lane = onlyLane(recording);
    assertThat(lane.lost()).isEqualTo(2);
    assertThat(lane.runs()).hasSize(3);
    assertThat(lane.runs()).isSortedAccordingTo((a, b) -> Long.compare(fields(a)[0], fields(b)[0]));
  }

  @Test
  void aRunThatGoesOnIsThereWithoutAnEnd() {
    Recording recording = new Recording(3, FOR_EVER, 0);
    List<Recording.Lane> seen = new ArrayList<>();
    recording.thread(() -> seen.addAll(recording.lanes())).run();
    assertThat(seen.getFirst().runs())
        .singleElement()
        .satisfies(run -> assertThat(fields(run)[1]).isEqualTo(-1));
  }

  @Test
  void afterItsEndRunsLeaveNoTrace() {
    Recording recording = new Recording(3, FOR_EVER, 0);
    List<String> ran = new ArrayList<>();
    Runnable late = recording.thread(() -> ran.add("late"));
    recording.close();
    late.run();
    assertThat(ran).containsExactly("late");
    assertThat(recording.lanes()).isEmpty();
    assertThat(recording.isOpen()).isFalse();
  }

  @Test
  void aRecordingWhoseTimeIsOverEndsByItself() {
    Recording recording = new Recording(3, 0, 0);
    Runnable first = recording.thread(() -> {});
    first.run();
    assertThat(recording.isOpen()).isFalse();
  }

  @Test
  void whatARunThrowsGoesToItsWorker() {
    Recording recording = new Recording(3, FOR_EVER, 0);
    Runnable bad =
        recording.thread(() -> {
          throw new IllegalStateException("bad");
        });
    org.assertj.core.api.Assertions.assertThatThrownBy(bad::run).hasMessage("bad");
    assertThat(onlyLane(recording).runs()).hasSize(1);
  }

  @Test
  void whereThereIsNoMemoryForARingTheThreadRunsAllTheSame() {
    Recording recording = new Recording(Integer.MAX_VALUE, FOR_EVER, 0); // no array is as long
    List<String> ran = new ArrayList<>();
    recording.thread(() -> ran.add("ran")).run();
    assertThat(ran).containsExactly("ran");
  }
}

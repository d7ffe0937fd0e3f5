package io.smolscale.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Tally;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class InboxTest {
  private final Inbox inbox = new Inbox();
  private final Tally tally = new Tally(10);

  @Test
  void isEmptyAtFirst() {
    assertThat(inbox.isEmpty()).isTrue();
    assertThat(inbox.size()).isZero();
    assertThat(inbox.poll()).isNull();
  }

  @Test
  void firstInFirstOut() {
    for (int i = 0; i < 10; i++) {
      inbox.add(tally.task(i));
    }
    for (int i = 0; i < 10; i++) {
      assertThat(inbox.poll()).isEqualTo(tally.task(i));
    }
    assertThat(inbox.poll()).isNull();
  }

  /// As whoever has no call left to make.
  private void strand(Runnable task) {
    Stranded stranded = inbox.stranded();
    synchronized (stranded) {
      stranded.top = new Object[] {task, stranded.top};
    }
  }

  @Test
  void whatIsStrandedComesFirst() {
    inbox.add(tally.task(0));
    strand(tally.task(1));
    strand(tally.task(2));
    assertThat(inbox.isEmpty()).isFalse();
    assertThat(inbox.isStranded()).isTrue();
    assertThat(List.of(take(), take())).containsExactlyInAnyOrder(tally.task(1), tally.task(2));
    assertThat(inbox.isStranded()).isFalse();
    assertThat(take()).isEqualTo(tally.task(0));
    assertThat(inbox.isEmpty()).isTrue();
  }

  @Test
  void whatIsStrandedAloneWaits() {
    strand(tally.task(1));
    assertThat(inbox.isEmpty()).isFalse();
    assertThat(take()).isEqualTo(tally.task(1));
    assertThat(inbox.isEmpty()).isTrue();
  }

  private Runnable take() {
    return Objects.requireNonNull(inbox.poll());
  }

  /// An error came between a task and its count: [Inbox#mendCounts] is told of counts that differ.
  @Test
  void countsThatDifferForAnEmptyQueueAreMended() {
    inbox.add(tally.task(0));
    strand(tally.task(1));
    inbox.mendCounts(1, 0);
    assertThat(inbox.taken()).as("something waits").isZero();
    take();
    take();
    assertThat(inbox.taken()).isEqualTo(1);
    inbox.mendCounts(1, 0);
    assertThat(inbox.taken()).as("they have changed since").isEqualTo(1);
    inbox.mendCounts(inbox.added(), inbox.taken());
    assertThat(inbox.added()).isEqualTo(inbox.taken());
  }

  @Test
  void itCountsWhatCameAndWhatLeft() {
    inbox.add(tally.task(0));
    inbox.add(tally.task(1));
    inbox.poll();
    assertThat(inbox.added()).isEqualTo(2);
    assertThat(inbox.taken()).isEqualTo(1);
    assertThat(inbox.size()).isEqualTo(1);
    assertThat(inbox.isEmpty()).isFalse();
  }

  @Test
  void aPollInVainIsNotCounted() {
    inbox.poll();
    assertThat(inbox.taken()).isZero();
    inbox.add(tally.task(0));
    assertThat(inbox.size()).isEqualTo(1);
  }
}

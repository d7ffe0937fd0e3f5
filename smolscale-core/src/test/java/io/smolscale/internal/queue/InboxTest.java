package io.smolscale.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Tally;
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

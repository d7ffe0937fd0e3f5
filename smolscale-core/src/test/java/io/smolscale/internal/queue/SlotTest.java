package io.smolscale.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Tally;
import org.junit.jupiter.api.Test;

class SlotTest {
  private final Slot slot = new Slot();
  private final Tally tally = new Tally(3);

  @Test
  void isEmptyAtFirst() {
    assertThat(slot.isEmpty()).isTrue();
    assertThat(slot.take()).isNull();
  }

  @Test
  void givesBackWhatWasPutOnce() {
    Runnable task = tally.task(0);
    assertThat(slot.put(task)).isNull();
    assertThat(slot.isEmpty()).isFalse();
    assertThat(slot.take()).isSameAs(task);
    assertThat(slot.isEmpty()).isTrue();
    assertThat(slot.take()).isNull();
  }

  @Test
  void theNewerDrivesOutTheOlder() {
    Runnable older = tally.task(0);
    Runnable newer = tally.task(1);
    slot.put(older);
    assertThat(slot.put(newer)).isSameAs(older);
    assertThat(slot.take()).isSameAs(newer);
  }

  @Test
  void canBeFilledAgain() {
    slot.put(tally.task(0));
    slot.take();
    Runnable again = tally.task(1);
    assertThat(slot.put(again)).isNull();
    assertThat(slot.take()).isSameAs(again);
  }
}

package io.smolscale.stress.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

/// The soak can only find what its entries can tell.
class EntryTest {
  private final Ledger ledger = new Ledger(new LongAdder());
  private final Entry entry = ledger.open("test", true, () -> {});

  @Test
  void anAcceptedTaskMustRun() {
    entry.accepted(false);
    assertThat(entry.isSettled()).isFalse();
    assertThat(entry.isOverdue()).isTrue();
    entry.run();
    assertThat(entry.isSettled()).isTrue();
    assertThat(entry.isOverdue()).isFalse();
    assertThat(entry.isRight()).isTrue();
    assertThat(ledger.complaints()).isEmpty();
  }

  @Test
  void noTaskMayRunTwice() {
    entry.accepted(false);
    entry.run();
    entry.run();
    assertThat(entry.isRight()).isFalse();
    assertThat(ledger.complaints()).hasSize(1);
  }

  @Test
  void aTaskThatWasRefusedOrGivenBackMayNotRun() {
    entry.refused();
    assertThat(entry.isRight()).isTrue();
    entry.run();
    assertThat(entry.isRight()).isFalse();
  }

  @Test
  void whatIsGivenBackWhileItIsSubmittedStaysSo() {
    entry.returned();
    entry.accepted(false);
    assertThat(entry.fate()).isEqualTo(Entry.Fate.RETURNED);
  }

  @Test
  void aCancelledTaskMayRunOrNot() {
    entry.cancelled();
    assertThat(entry.isRight()).isTrue();
    entry.run();
    assertThat(entry.isRight()).isTrue();
  }

  @Test
  void whatWasAcceptedAfterTheEndHadBegunIsNeverOverdue() {
    entry.accepted(true);
    assertThat(entry.isOverdue()).isFalse();
    assertThat(entry.isSettled()).isFalse();
  }

  @Test
  void onlyDeliberateFailuresArePassedOver() {
    Entry failing =
        ledger.open(
            "failing",
            false,
            () -> {
              throw new IllegalStateException("a bug");
            });
    failing.accepted(false);
    assertThatIllegalStateException().isThrownBy(failing::run);
    assertThat(ledger.complaints()).singleElement().asString().contains("a bug");
  }
}

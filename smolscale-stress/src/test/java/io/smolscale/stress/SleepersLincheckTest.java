package io.smolscale.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.worker.Sleepers;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two workers that run what they find and else fall asleep, and whoever submits: in no
/// interleaving is there a task in the inbox with both parked, and the count of those who are awake
/// is right once everybody is done. Three threads at once, which jcstress cannot run on two cores.
@Timeout(value = Explore.MINUTES, unit = TimeUnit.MINUTES)
class SleepersLincheckTest {

  @ParameterizedTest
  @CsvSource({
    "submit, first, second",
    "submit, submit, first second",
    "submit submit, first first, second",
  })
  void nobodySleepsOnATask(String thread1, String thread2, String thread3) {
    Explore.program(Model.class, thread1, thread2, thread3).check(Model.class);
  }

  @Test
  void theTwinThatDoesNotLookAgainDoes() {
    assertThatThrownBy(
            () -> Explore.program(Twin.class, "submit", "first", "second").check(Twin.class))
        .hasMessageContaining("lost wake-up");
  }

  /// The protocol as it is.
  public static class Model {
    final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed first = new Bed(sleepers);
    private final Bed second = new Bed(sleepers);

    @Operation
    public void submit() {
      inbox.add(new Numbered(1));
      sleepers.wakeIfNoneAwake();
    }

    @Operation
    public void first() {
      runOrFallAsleep(first);
    }

    @Operation
    public void second() {
      runOrFallAsleep(second);
    }

    /// One round of a worker. It does nothing while it is parked.
    private void runOrFallAsleep(Bed bed) {
      if (!bed.isAsleep() && inbox.poll() == null) {
        bed.fallAsleep(this::anyWork);
      }
    }

    boolean anyWork() {
      return !inbox.isEmpty();
    }

    @Validate
    public void noLostWakeUp() {
      int awake = (first.isAsleep() ? 0 : 1) + (second.isAsleep() ? 0 : 1);
      if (awake == 0 && !inbox.isEmpty()) {
        throw new AssertionError("lost wake-up: a task in the inbox, and both are parked");
      }
      if (awake != sleepers.awake()) {
        throw new AssertionError(awake + " are awake, but the count says " + sleepers.awake());
      }
    }
  }

  /// It looked before it announced that it sleeps, and leaves it at that.
  public static final class Twin extends Model {
    @Override
    boolean anyWork() {
      return false;
    }
  }
}

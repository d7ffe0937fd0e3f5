package io.smolscale.stress;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.worker.Polling;
import io.smolscale.internal.worker.Sleepers;
import java.util.concurrent.TimeUnit;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Three workers that fall asleep, are woken by a submitter or by a socket, and fall asleep again:
/// in no interleaving do all sleep and none, or more than one, watches the sockets.
@Timeout(value = Explore.MINUTES, unit = TimeUnit.MINUTES)
class PollingLincheckTest {

  @ParameterizedTest
  @CsvSource({
    "first, second, third",
    "first first, second second, third",
    "first wake, second second, third third",
  })
  void oneOfThemWatches(String thread1, String thread2, String thread3) {
    Explore.program(Model.class, thread1, thread2, thread3).check(Model.class);
  }

  @Test
  void notSoIfTheHolderSleepsBeforeItLetsGo() {
    assertThatThrownBy(
            () -> Explore.program(Twin.class, "first first", "second", "third").check(Twin.class))
        .hasMessageContaining("nobody watches");
  }

  @ParameterizedTest
  @CsvSource({
    "first, second, register",
    "first wake, second second, register",
    "first, second wake, register register",
  })
  void oneWatchesForWhoRegistersFromElsewhere(String thread1, String thread2, String thread3) {
    Explore.program(Elsewhere.class, thread1, thread2, thread3).check(Elsewhere.class);
  }

  @Test
  void notSoIfItAsksWhoIsAwakeAndThenRegisters() {
    assertThatThrownBy(() ->
            Explore.program(ElsewhereTwin.class, "first", "second", "register")
                .check(ElsewhereTwin.class))
        .hasMessageContaining("nobody watches");
  }

  /// The protocol as it is.
  public static class Model {
    private final Polling polling = new Polling();
    private final Sleepers sleepers = new Sleepers(polling);
    private final Bed first = new Bed(sleepers, polling);
    private final Bed second = new Bed(sleepers, polling);
    private final Bed third = new Bed(sleepers, polling);

    public Model() {
      polling.begin(new IdleSockets());
    }

    @Operation
    public void first() {
      turn(first);
    }

    @Operation
    public void second() {
      turn(second);
    }

    @Operation
    public void third() {
      turn(third);
    }

    @Operation
    public void wake() {
      sleepers.wakeOne();
    }

    /// One turn of a worker's thread. One that is parked has none.
    private void turn(Bed bed) {
      if (bed.isInPollSet()) {
        leaveAndFallAsleep(bed);
      } else if (!bed.isAsleep()) {
        bed.fallAsleep(() -> false);
      }
    }

    void leaveAndFallAsleep(Bed bed) {
      bed.leavePollSet();
      bed.fallAsleep(() -> false);
    }

    @Validate
    public void oneWatches() {
      if (first.isAsleep() && second.isAsleep() && third.isAsleep()) {
        int watch = watch(first) + watch(second) + watch(third);
        if (watch != 1) {
          throw new AssertionError(
              "all sleep, and " + (watch == 0 ? "nobody" : watch) + " watches");
        }
      }
    }

    private static int watch(Bed bed) {
      return bed.isInPollSet() ? 1 : 0;
    }
  }

  /// The holder lets go of the duty when it sleeps already.
  public static final class Twin extends Model {
    @Override
    void leaveAndFallAsleep(Bed bed) {
      bed.leaveTooLate();
    }
  }

  /// Two workers, and nobody waits for a socket until a thread elsewhere does.
  public static class Elsewhere {
    final IdleSockets sockets = new IdleSockets(false);
    private final Polling polling = new Polling();
    final Sleepers sleepers = new Sleepers(polling);
    private final Bed first = new Bed(sleepers, polling);
    private final Bed second = new Bed(sleepers, polling);

    public Elsewhere() {
      polling.begin(sockets);
    }

    @Operation
    public void first() {
      turn(first);
    }

    @Operation
    public void second() {
      turn(second);
    }

    @Operation
    public void wake() {
      sleepers.wakeOne();
    }

    @Operation
    public void register() {
      sockets.register();
      sleepers.socketRegistered();
    }

    private static void turn(Bed bed) {
      if (bed.isInPollSet()) {
        bed.leavePollSet();
        bed.fallAsleep(() -> false);
      } else if (!bed.isAsleep()) {
        bed.fallAsleep(() -> false);
      }
    }

    @Validate
    public void oneWatches() {
      if (sockets.anyWaiting()
          && first.isAsleep()
          && second.isAsleep()
          && !first.isInPollSet()
          && !second.isInPollSet()) {
        throw new AssertionError("all sleep, and nobody watches");
      }
    }
  }

  /// The thread registers when it has seen that somebody is awake.
  public static final class ElsewhereTwin extends Elsewhere {
    @Override
    @Operation
    public void register() {
      sleepers.socketRegistered();
      sockets.register();
    }
  }
}

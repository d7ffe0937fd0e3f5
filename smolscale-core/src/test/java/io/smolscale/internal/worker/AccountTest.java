package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.balance.Price;
import io.smolscale.internal.dispatch.Counts;
import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.testkit.Eventually;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Each counter, by itself and through a crew of one worker, with nobody else to move it.
class AccountTest {
  private final Counts counts = new Counts();
  private final Account account = new Account(counts);
  private final Crew crew = new Crew(new Parts(Jdk25.VM, "account", 1, 1, null, () -> 0));
  private final CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    release.countDown();
    crew.close();
    Eventually.opens(crew.ended());
  }

  @Test
  void aNewOneIsEmpty() {
    assertThat(account.totals()).isEqualTo(new Account.Totals(0, 0, 0, 0, 0, 0, 0, 0));
  }

  @Test
  void eachCounterIsItsOwn() {
    counts.help();
    counts.helpUnpaid();
    counts.helpUnpaid();
    counts.moved(3);
    account.rescue();
    account.rescue();
    account.rescue();
    account.rescue();
    for (int i = 0; i < 5; i++) {
      account.standDown();
    }
    account.came(new Worker[] {worker(true)});
    assertThat(account.totals()).isEqualTo(new Account.Totals(0, 0, 1, 2, 3, 4, 5, 1));
  }

  @Test
  void nothingMovedIsNothing() {
    counts.moved(0);
    assertThat(account.totals().tasksMoved()).isZero();
  }

  @Test
  void theMostSparesStay() {
    Worker home = worker(false);
    Worker first = worker(true);
    Worker second = worker(true);
    account.came(new Worker[] {home});
    assertThat(account.totals().sparesMost()).isZero();
    account.came(new Worker[] {home, first, second});
    account.left(first, new Worker[] {home, second});
    account.left(second, new Worker[] {home});
    account.came(new Worker[] {home, worker(true)});
    assertThat(account.totals().sparesMost()).isEqualTo(2);
  }

  @Test
  void aHelpWakesSomebody() throws Exception {
    crew.commons.shared.wakes.callFor(crew.roster.workers()[0].holdings);
    assertThat(crew.totals().helps()).isEqualTo(1);
    assertThat(crew.totals().wakeUps()).isEqualTo(1);
    occupy();
    long wakeUps = crew.totals().wakeUps();
    crew.commons.shared.wakes.callFor(crew.roster.workers()[0].holdings); // nobody sleeps
    assertThat(crew.totals().helps()).isEqualTo(1);
    assertThat(crew.totals().wakeUps()).isEqualTo(wakeUps);
  }

  @Test
  void aHelpThatPaidIsNotUnpaid() {
    crew.commons.shared.wakes.wentDry(2 * Price.MEASURED_NANOS);
    assertThat(crew.totals().helpsUnpaid()).isZero();
    crew.commons.shared.wakes.wentDry(2 * Price.MEASURED_NANOS - 1);
    assertThat(crew.totals().helpsUnpaid()).isEqualTo(1);
  }

  @Test
  void aTaskThatIsAboutToBlockMovesTheTasksBehindIt() throws Exception {
    CountDownLatch moved = new CountDownLatch(1);
    CountDownLatch ran = new CountDownLatch(10);
    crew.execute(
        new PlainTask(() -> {
          for (int i = 0; i < 10; i++) {
            crew.execute(new PlainTask(ran::countDown));
          }
          Crew.endWait(Crew.beginWait());
          moved.countDown();
        }));
    Eventually.opens(moved);
    assertThat(crew.totals().tasksMoved()).isEqualTo(10);
    Eventually.opens(ran);
    assertThat(crew.totals().tasks()).isEqualTo(11);
  }

  @Test
  void whatIsDrainedIsNotMoved() throws Exception {
    CountDownLatch pushed = new CountDownLatch(1);
    crew.execute(
        new PlainTask(() -> {
          for (int i = 0; i < 10; i++) {
            crew.execute(new PlainTask(() -> {}));
          }
          pushed.countDown();
          Eventually.opensUnchecked(release);
        }));
    Eventually.opens(pushed);
    assertThat(crew.drainPlainTasks()).hasSize(10);
    assertThat(crew.totals().tasksMoved()).isZero();
    release.countDown();
  }

  @Test
  void aWorkerThatRetiresLeavesItsPartOfTheAccount() throws Exception {
    CountDownLatch ran = new CountDownLatch(10);
    for (int i = 0; i < 10; i++) {
      crew.execute(new PlainTask(ran::countDown));
    }
    Eventually.opens(ran);
    crew.close();
    Eventually.opens(crew.ended());
    Eventually.holds("the worker has left", () -> crew.roster.workers().length == 0);
    assertThat(crew.totals().tasks()).isEqualTo(10);
    assertThat(crew.totals().wakeUps()).isPositive();
    assertThat(crew.totals().sparesMost()).isZero();
  }

  @Test
  void aThreadThatCannotStartWasNotWoken() {
    Parker parker =
        new Parker(
            new Thread() {
              @Override
              public void start() {
                throw new OutOfMemoryError("no thread, says the test");
              }
            });
    Sleepers sleepers = new Sleepers();
    sleepers.join(parker);
    assertThat(sleepers.wakeOne()).isFalse();
    assertThat(parker.wakeUps()).isZero();
  }

  @Test
  void aWorkerThatWakesByItselfIsNotCountedAsWoken() {
    Parker parker =
        new Parker(
            new Thread() {
              @Override
              public void start() {}
            });
    Sleepers sleepers = new Sleepers();
    sleepers.join(parker);
    assertThat(sleepers.wakeOne()).isTrue();
    sleepers.sleep(parker, 1, () -> false); // this thread plays the worker
    sleepers.sleep(parker, 1, () -> true);
    assertThat(parker.wakeUps()).isEqualTo(1);
  }

  /// A worker that never starts.
  private Worker worker(boolean spare) {
    return new Worker(crew.roster.workers()[0].station, "nobody", spare);
  }

  /// Keeps the worker in a task until the end of the test.
  private void occupy() throws InterruptedException {
    CountDownLatch began = new CountDownLatch(1);
    crew.execute(
        new PlainTask(() -> {
          began.countDown();
          Eventually.opensUnchecked(release);
        }));
    Eventually.opens(began);
  }
}

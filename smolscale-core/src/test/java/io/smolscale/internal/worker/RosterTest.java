package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.testkit.Eventually;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who comes, and when.
class RosterTest {
  private static final int HOMES = 4_000;

  private final CountDownLatch release = new CountDownLatch(1);
  private final Crew crew =
      new Crew(new Parts(Jdk25.VM, "roster", HOMES, HOMES + 1, null, () -> 0));

  @AfterEach
  void close() throws Exception {
    release.countDown();
    crew.close();
    Eventually.opens(crew.ended());
    Eventually.holds("all have left", () -> crew.figures().size() == 0);
  }

  @Test
  void oneTaskBringsOneWorker() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    crew.execute(new PlainTask(ran::countDown));
    Eventually.opens(ran);
    // Another one, where the first was slow to start.
    assertThat(crew.figures().size()).isLessThan(5);
    assertThat(crew.roster.left()).isGreaterThan(HOMES - 5);
  }

  @Test
  void asManyWorkersComeAsTasksRun() throws Exception {
    int tasks = 40;
    CountDownLatch running = new CountDownLatch(tasks);
    for (int i = 0; i < tasks; i++) {
      crew.execute(
          new PlainTask(() -> {
            running.countDown();
            Eventually.opensUnchecked(release);
          }));
    }
    Eventually.opens(running); // all at once, so each has a worker
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(crew.figures().size()).isBetween(tasks, Math.max(tasks + 5, 2 * processors));
    assertThat(crew.spares()).isZero();
  }

  @Test
  void aSpareTakesNoHomesPlace() throws Exception {
    crew.roster.hire(); // as if all had been stuck before another home was needed
    assertThat(crew.spares()).isEqualTo(1);
    assertThat(crew.roster.mayGrow()).as("the other places are the homes'").isFalse();
    assertThat(crew.roster.left()).isEqualTo(HOMES - 1);
  }

  @Test
  void noHomeComesAfterTheEnd() throws Exception {
    crew.close();
    Eventually.opens(crew.ended());
    assertThat(crew.roster.left()).isZero();
    assertThat(crew.roster.come()).isFalse();
    CountDownLatch ran = new CountDownLatch(1);
    crew.execute(new PlainTask(ran::countDown)); // as a thread that nobody knew of
    Eventually.opens(ran);
  }

  @Test
  void ranksDouble() {
    assertThat(Formation.rank(1, 64)).isEqualTo(1);
    assertThat(Formation.rank(2, 64)).isEqualTo(2);
    assertThat(Formation.rank(32, 64)).isEqualTo(32);
    assertThat(Formation.rank(32, 48)).isEqualTo(16);
    assertThat(Formation.rank(3, 64)).as("after one that could not be started").isEqualTo(3);
  }

  @Test
  void aRankOfAFormationComes() throws Exception {
    Formation formation = new Formation(8);
    CountDownLatch came = new CountDownLatch(4);
    assertThat(formation.begin(4, 8, () -> came(came), release::countDown)).isTrue();
    Eventually.opens(came);
    assertThat(release.getCount()).as("somebody came").isEqualTo(1);
  }

  @Test
  void aFormationThatStartsNobodySaysSo() throws Exception {
    Formation formation = new Formation(8);
    assertThat(formation.begin(4, 8, () -> false, release::countDown)).isTrue();
    Eventually.opens(release);
    CountDownLatch came = new CountDownLatch(4);
    Eventually.holds(
        "another one may begin", () -> formation.begin(4, 8, () -> came(came), () -> {}));
    Eventually.opens(came);
  }

  private static boolean came(CountDownLatch latch) {
    latch.countDown();
    return true;
  }
}

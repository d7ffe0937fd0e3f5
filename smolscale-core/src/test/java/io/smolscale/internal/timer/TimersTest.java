package io.smolscale.internal.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Delays are hours, so that a slow machine changes nothing; the time that fires them is made up.
@SuppressWarnings("FutureReturnValueIgnored") // a timer is for its command
class TimersTest {
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final long DAY = 24 * HOUR;
  private static final long CENTURY = 36_500 * DAY;

  private final Timers timers = new Timers();
  private final List<Integer> fired = new ArrayList<>();

  @Test
  void noTimersAreNeverDue() {
    assertThat(timers.next()).isEqualTo(Timers.NONE);
    assertThat(timers.due(System.nanoTime())).isFalse();
    assertThat(timers.due(Long.MAX_VALUE)).isFalse();
    assertThat(timers.fire(System.nanoTime() + CENTURY)).isZero();
  }

  @Test
  void theEarliestFiresFirst() {
    List<Integer> hours = shuffled(1, 200, new Random(1));
    hours.forEach(this::addHours);
    assertThat(timers.size()).isEqualTo(200);
    assertThat(timers.fire(System.nanoTime() + 1_000 * HOUR)).isEqualTo(200);
    assertThat(fired).isEqualTo(IntStream.rangeClosed(1, 200).boxed().toList());
    assertThat(timers.size()).isZero();
    assertThat(timers.next()).isEqualTo(Timers.NONE);
  }

  /// Whoever waits for it has nothing else.
  @Test
  void aTimerThatThrowsIsDueAgain() {
    List<Integer> tries = new ArrayList<>();
    timers.add(
        () -> {
          tries.add(1);
          if (tries.size() == 1) {
            throw new OutOfMemoryError("played");
          }
        },
        HOUR);
    addHours(2);
    long now = timers.next();
    assertThatThrownBy(() -> timers.fire(now)).isInstanceOf(OutOfMemoryError.class);
    assertThat(timers.size()).isEqualTo(2);
    assertThat(timers.fire(now)).as("not at once").isZero();
    assertThat(timers.fire(now + HOUR / 2)).isEqualTo(1);
    assertThat(tries).hasSize(2);
    assertThat(timers.size()).isEqualTo(1);
  }

  @Test
  void onlyTheDueOnesFire() {
    addHours(3);
    addHours(1);
    addHours(2);
    long first = timers.next();
    assertThat(timers.due(first - 1)).isFalse();
    assertThat(timers.fire(first - 1)).isZero();
    assertThat(timers.due(first)).isTrue();
    assertThat(timers.fire(first)).isEqualTo(1);
    assertThat(fired).containsExactly(1);
    assertThat(timers.next() - first).isBetween(HOUR - HOUR / 60, HOUR + HOUR / 60);
    assertThat(timers.fire(timers.next() + HOUR + HOUR / 2)).isEqualTo(2);
    assertThat(fired).containsExactly(1, 2, 3);
  }

  @Test
  void aDelayThatIsOverIsDueAtOnce() {
    timers.add(() -> fired.add(0), 0);
    timers.add(() -> fired.add(-1), -HOUR);
    assertThat(timers.fire(System.nanoTime())).isEqualTo(2);
    assertThat(fired).containsExactly(-1, 0);
  }

  @Test
  void anyPlaceInTheHeapCanBeCancelled() {
    for (int n : new int[] {1, 2, 3, 7, 20, 33}) {
      for (int place = 0; place < n; place++) {
        cancelOneOf(n, place);
      }
    }
  }

  private void cancelOneOf(int n, int place) {
    fired.clear();
    List<Integer> hours = shuffled(1, n, new Random(n));
    List<Timer> added = hours.stream().map(this::addHours).toList();
    Timer gone = added.stream().filter(t -> t.index == place).findFirst().orElseThrow();
    int goneHour = hours.get(added.indexOf(gone));

    assertThat(gone.isDone()).isFalse();
    assertThat(gone.cancel(false)).isTrue();
    assertThat(gone.isDone()).isTrue();
    assertThat(gone.cancel(false)).as("cancelled again").isFalse();
    assertThat(timers.size()).isEqualTo(n - 1);
    timers.fire(System.nanoTime() + 1_000 * HOUR);
    assertThat(fired)
        .as("cancelled place %s of %s", place, n)
        .isEqualTo(IntStream.rangeClosed(1, n).filter(i -> i != goneHour).boxed().toList());
  }

  @Test
  void cancellingTheEarliestMovesTheNext() {
    Timer first = addHours(1);
    Timer second = addHours(2);
    first.cancel(false);
    assertThat(timers.next()).isEqualTo(second.at);
    second.cancel(false);
    assertThat(timers.next()).isEqualTo(Timers.NONE);
  }

  @Test
  void aTimerThatFiredCannotBeCancelled() {
    Timer timer = addHours(1);
    timers.fire(timer.at);
    assertThat(timer.isDone()).isTrue();
    assertThat(timer.cancel(false)).isFalse();
  }

  @Test
  void manyAtRandomFireInOrder() {
    Random random = new Random(7);
    List<Timer> waiting = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      if (random.nextInt(3) > 0 || waiting.isEmpty()) {
        waiting.add(addHours(1 + random.nextInt(1_000)));
      } else {
        assertThat(waiting.remove(random.nextInt(waiting.size())).cancel(false)).isTrue();
      }
    }
    assertThat(timers.fire(System.nanoTime() + 2_000 * HOUR)).isEqualTo(waiting.size());
    assertThat(fired).hasSize(waiting.size()).isSorted();
  }

  @Test
  void equalTimesAllFire() {
    long at = System.nanoTime() + HOUR;
    List<Timer> added = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      added.add(timers.add(() -> fired.add(0), at - System.nanoTime()));
    }
    long different = added.stream().mapToLong(t -> t.at).distinct().count();
    assumeThat(different).as("some times are equal").isLessThan(3_000);
    for (int i = 0; i < 3_000; i += 2) {
      assertThat(added.get(i).cancel(false)).isTrue();
    }
    assertThat(timers.fire(at + HOUR)).isEqualTo(1_500);
    assertThat(fired).hasSize(1_500);
  }

  @Test
  void aVeryLongDelayIsACentury() {
    timers.add(() -> fired.add(99), Long.MAX_VALUE);
    addHours(1);
    long now = System.nanoTime();
    assertThat(timers.fire(now)).isZero();
    assertThat(timers.fire(now + CENTURY - DAY)).isEqualTo(1);
    assertThat(fired).containsExactly(1);
    assertThat(timers.fire(now + CENTURY + DAY)).isEqualTo(1);
    assertThat(fired).containsExactly(1, 99);
  }

  /// `System.nanoTime` may start anywhere and wrap around: only differences count.
  @Test
  void timeMayWrapAround() {
    Timer timer = addHours(1);
    long wrapped = timer.at + Long.MAX_VALUE; // long after, and a smaller number
    assertThat(wrapped).isLessThan(timer.at);
    assertThat(timers.due(wrapped)).isTrue();
    assertThat(timers.due(timer.at - CENTURY)).isFalse();
    assertThat(timers.fire(wrapped)).isEqualTo(1);
    assertThat(fired).containsExactly(1);
  }

  @Test
  void aCommandMayAddAndCancel() {
    Timer victim = addHours(2);
    timers.add(
        () -> {
          victim.cancel(false);
          addHours(5);
          timers.add(() -> fired.add(0), -HOUR);
        },
        HOUR);
    assertThat(timers.fire(System.nanoTime() + 3 * HOUR)).isEqualTo(2);
    assertThat(fired).containsExactly(0);
    assertThat(timers.size()).isEqualTo(1);
  }

  @Test
  void aTimerKnowsItsDelay() {
    Timer timer = addHours(10);
    assertThat(timer.getDelay(TimeUnit.HOURS)).isBetween(8L, 10L);
    assertThat(timer.compareTo(addHours(20))).isNegative();
    assertThat(timer.isDone()).isFalse();
    assertThat(timer.isCancelled()).isFalse();
  }

  @Test
  void aTimerHasNoResult() {
    Timer timer = addHours(1);
    assertThatThrownBy(timer::get).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> timer.get(1, TimeUnit.SECONDS))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  // ---- slack

  @Test
  void theSlackIsAPartOfTheDelayAndHasALimit() {
    assertThat(slack(timers.add(() -> {}, -HOUR))).isZero();
    assertThat(slack(timers.add(() -> {}, 50))).isZero();
    assertThat(slack(timers.add(() -> {}, 12_800_000))).isEqualTo(100_000);
    assertThat(slack(timers.add(() -> {}, HOUR))).isEqualTo(Timers.MOST_SLACK);
    assertThat(slack(timers.add(() -> {}, Long.MAX_VALUE))).isEqualTo(Timers.MOST_SLACK);
  }

  @Test
  void aWorkerWithoutTimersSleepsWithoutLimit() {
    assertThat(timers.sleepNanos(System.nanoTime())).isEqualTo(Long.MAX_VALUE);
    assertThat(timers.overdue(System.nanoTime())).isFalse();
  }

  @Test
  void aTimerThatWaitsAloneIsOnTime() {
    Timer timer = addHours(1);
    timers.wokenUp(timer.at - HOUR); // for something else
    assertThat(timers.sleepNanos(timer.at - 7)).isEqualTo(7);
    assertThat(timers.sleepNanos(timer.at + 7)).isEqualTo(1);
    timers.wokenUp(timer.at);
    timers.fire(timer.at);
    Timer next = addHours(2);
    assertThat(timers.sleepNanos(next.at - 7)).isEqualTo(7);
  }

  @Test
  void whereThereAreManySomeWaitForOthers() {
    Timer first = addHours(1);
    timers.wokenUp(first.at);
    timers.fire(first.at);
    Timer second = timers.add(() -> fired.add(2), first.at + Timers.MOST_SLACK, Timers.MOST_SLACK);
    timers.wokenUp(second.at);
    assertThat(timers.sleepNanos(second.at)).isEqualTo(Timers.MOST_SLACK);
    assertThat(timers.overdue(second.latest - 1)).isFalse();
    assertThat(timers.overdue(second.latest)).isTrue();

    timers.wokenUp(second.at + 1); // for something else, but it fires now
    assertThat(timers.fire(second.at + 1)).isEqualTo(1);
    Timer third = addHours(3);
    timers.wokenUp(third.at); // a long time after the others
    assertThat(timers.sleepNanos(third.at - 7)).isEqualTo(7);
  }

  @Test
  void nobodyWaitsBeyondItsSlackForAnother() {
    timers.add(() -> fired.add(1), 1_000, 100);
    timers.add(() -> fired.add(2), 1_050, 10);
    assertThat(timers.next()).isEqualTo(1_050);
    assertThat(timers.nextAtLatest()).isEqualTo(1_060);
    assertThat(timers.fire(1_049)).as("the first one waits for the second").isZero();
    assertThat(timers.fire(1_050)).isEqualTo(2);
    assertThat(fired).containsExactly(2, 1);
  }

  @Test
  void allThatAreDueFireTogether() {
    for (int i = 1; i <= 50; i++) {
      int number = i;
      timers.add(() -> fired.add(number), 1_000 + i, 100);
    }
    timers.add(() -> fired.add(99), 1_200, 100);
    timers.wokenUp(900); // nothing is due
    assertThat(timers.sleepNanos(900)).isEqualTo(101);
    assertThat(timers.fire(timers.nextAtLatest())).isEqualTo(50);
    assertThat(fired).hasSize(50).isSorted();
  }

  private static long slack(Timer timer) {
    return timer.latest - timer.at;
  }

  private Timer addHours(int hours) {
    return timers.add(() -> fired.add(hours), hours * HOUR);
  }

  private static List<Integer> shuffled(int from, int to, Random random) {
    List<Integer> numbers = new ArrayList<>(IntStream.rangeClosed(from, to).boxed().toList());
    Collections.shuffle(numbers, random);
    return numbers;
  }
}

package io.smolscale.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.testkit.Eventually;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {
  private final Ring ring = new Ring(8);

  @Test
  void anEmptyRingGivesNothing() {
    assertThat(ring.pop()).isNull();
    assertThat(ring.take()).isNull();
    assertThat(ring.size()).isZero();
  }

  @Test
  void theOwnerTakesTheOldest() {
    List<Runnable> tasks = fill(ring, 5);
    assertThat(popAll(ring)).isEqualTo(tasks);
  }

  @Test
  void othersTakeTheOldest() {
    List<Runnable> tasks = fill(ring, 3);
    assertThat(ring.take()).isSameAs(tasks.get(0));
    assertThat(ring.pop()).isSameAs(tasks.get(1));
    assertThat(ring.take()).isSameAs(tasks.get(2));
    assertThat(ring.take()).isNull();
  }

  @Test
  void pushTellsHowManyWait() {
    assertThat(ring.push(task())).isEqualTo(1);
    assertThat(ring.push(task())).isEqualTo(2);
    ring.take();
    assertThat(ring.push(task())).isEqualTo(2);
  }

  @Test
  void aFullRingTakesNoMore() {
    List<Runnable> tasks = fill(ring, 8);
    assertThat(ring.push(task())).isEqualTo(-1);
    assertThat(ring.size()).isEqualTo(8);
    assertThat(popAll(ring)).isEqualTo(tasks);
  }

  @Test
  void aFullRingHasRoomAgainAfterATake() {
    List<Runnable> tasks = fill(ring, 8);
    ring.take();
    Runnable last = task();
    assertThat(ring.push(last)).isEqualTo(8);
    assertThat(ring.push(task())).isEqualTo(-1);
    List<Runnable> expected = new ArrayList<>(tasks.subList(1, 8));
    expected.add(last);
    assertThat(popAll(ring)).isEqualTo(expected);
  }

  @Test
  void positionsWrapAroundManyTimes() {
    Ring small = new Ring(4);
    for (int round = 0; round < 1_000; round++) {
      List<Runnable> tasks = fill(small, 1 + round % 4);
      for (Runnable expected : tasks) {
        assertThat(round % 2 == 0 ? small.pop() : small.take()).isSameAs(expected);
      }
      assertThat(small.pop()).isNull();
    }
  }

  @Test
  void aRingOfOneWorks() {
    Ring one = new Ring(1);
    Runnable task = task();
    assertThat(one.push(task)).isEqualTo(1);
    assertThat(one.push(task())).isEqualTo(-1);
    assertThat(one.pop()).isSameAs(task);
  }

  @Test
  void itGrowsUpToItsBound() {
    Ring growing = new Ring(1, 16);
    List<Runnable> tasks = fill(growing, 16);
    assertThat(growing.push(task())).isEqualTo(-1);
    assertThat(growing).hasToString("Ring[16 of 16]");
    assertThat(popAll(growing)).isEqualTo(tasks);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7})
  void theOrderStaysWhereverItIsWhenItGrows(int before) {
    Ring growing = new Ring(4, 64);
    for (int i = 0; i < before; i++) { // so that it wraps around at another place
      growing.push(task());
      growing.take();
    }
    List<Runnable> tasks = fill(growing, 40);
    assertThat(growing.take()).isSameAs(tasks.get(0));
    Ring mine = new Ring(2, 16);
    assertThat(growing.moveHalfTo(mine)).isEqualTo(16); // it grows, too
    assertThat(popAll(mine)).isEqualTo(tasks.subList(1, 17));
    assertThat(popAll(growing)).isEqualTo(tasks.subList(17, 40));
  }

  @Test
  void whatOthersTookBeforeItGrewIsNotHeldOnceTheOwnerTidies() throws InterruptedException {
    Ring growing = new Ring(2, 8);
    WeakReference<Runnable> taken = pushed(growing);
    growing.take();
    fill(growing, 8);
    growing.tidy();
    awaitCollected(taken);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 12, -4})
  void aCapacityThatIsNoPowerOfTwoIsRefused(int capacity) {
    assertThatThrownBy(() -> new Ring(capacity))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(String.valueOf(capacity))
        .hasMessageContaining("power of two");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "2, 1", "3, 2", "4, 2", "5, 3", "8, 4"})
  void halfIsRoundedUp(int size, int half) {
    List<Runnable> tasks = fill(ring, size);
    Ring mine = new Ring(8);
    assertThat(ring.moveHalfTo(mine)).isEqualTo(half);
    assertThat(popAll(mine)).isEqualTo(tasks.subList(0, half));
    assertThat(popAll(ring)).isEqualTo(tasks.subList(half, size));
  }

  @Test
  void whatIsMovedGoesBehindWhatIsThere() {
    Ring mine = new Ring(8);
    List<Runnable> expected = fill(mine, 2);
    expected.addAll(fill(ring, 4).subList(0, 2));
    ring.moveHalfTo(mine);
    assertThat(popAll(mine)).isEqualTo(expected);
  }

  @Test
  void noMoreIsMovedThanThereIsRoomFor() {
    Ring mine = new Ring(4);
    fill(mine, 3);
    List<Runnable> tasks = fill(ring, 8);
    assertThat(ring.moveHalfTo(mine)).isEqualTo(1);
    assertThat(mine.size()).isEqualTo(4);
    assertThat(ring.moveHalfTo(mine)).isZero();
    assertThat(popAll(ring)).isEqualTo(tasks.subList(1, 8));
  }

  @Test
  void movingWrapsAroundInBothRings() {
    Ring mine = new Ring(4);
    for (int round = 0; round < 100; round++) {
      List<Runnable> tasks = fill(ring, 5);
      assertThat(ring.moveHalfTo(mine)).isEqualTo(3);
      assertThat(popAll(mine)).isEqualTo(tasks.subList(0, 3));
      assertThat(popAll(ring)).isEqualTo(tasks.subList(3, 5));
    }
  }

  @Test
  void itCountsWhatCameAndWhatLeft() {
    fill(ring, 4);
    ring.pop();
    ring.take();
    ring.moveHalfTo(new Ring(8));
    assertThat(ring.pushed()).isEqualTo(4);
    assertThat(ring.taken()).isEqualTo(3);
    assertThat(ring.size()).isEqualTo(1);
  }

  @Test
  void aTaskThatTheOwnerTookIsNotHeld() throws InterruptedException {
    WeakReference<Runnable> gone = pushed(ring);
    ring.pop();
    awaitCollected(gone);
  }

  @Test
  void aTaskThatOthersTookIsNotHeldOnceTheOwnerTidies() throws InterruptedException {
    WeakReference<Runnable> taken = pushed(ring);
    ring.take();
    WeakReference<Runnable> moved = pushed(ring);
    Ring other = new Ring(8);
    ring.moveHalfTo(other);
    other.pop();
    ring.tidy();
    awaitCollected(taken);
    awaitCollected(moved);
  }

  @Test
  void tidyingTakesNothingThatWaits() {
    for (int round = 0; round < 50; round++) {
      List<Runnable> tasks = fill(ring, 8);
      for (int i = 0; i < round % 8; i++) {
        ring.take();
      }
      ring.tidy();
      assertThat(popAll(ring)).isEqualTo(tasks.subList(round % 8, 8));
      ring.tidy();
    }
  }

  @Test
  void itSaysHowFullItIs() {
    fill(ring, 3);
    assertThat(ring).hasToString("Ring[3 of 8]");
  }

  private static List<Runnable> fill(Ring ring, int n) {
    List<Runnable> tasks = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Runnable task = task();
      tasks.add(task);
      assertThat(ring.push(task)).isPositive();
    }
    return tasks;
  }

  private static List<Runnable> popAll(Ring ring) {
    List<Runnable> tasks = new ArrayList<>();
    for (Runnable task = ring.pop(); task != null; task = ring.pop()) {
      tasks.add(task);
    }
    return tasks;
  }

  private static WeakReference<Runnable> pushed(Ring ring) {
    Runnable task = task();
    ring.push(task);
    return new WeakReference<>(task);
  }

  private static void awaitCollected(WeakReference<Runnable> gone) throws InterruptedException {
    Eventually.holds(
        "the task was let go",
        () -> {
          System.gc();
          return gone.get() == null;
        });
  }

  /// A new object each time, unlike a lambda that captures nothing.
  private static Runnable task() {
    return new Runnable() {
      @Override
      public void run() {}
    };
  }
}

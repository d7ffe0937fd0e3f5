package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Sockets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Who waits for sockets, one step at a time.
class PollingTest {
  private static final long MILLI = 1_000_000;

  private final Polling polling = new Polling();
  private final Sleepers sleepers = new Sleepers(polling);
  private final FakeSockets sockets = new FakeSockets();
  private final Parker first = join(false);
  private final Parker second = join(false);

  private Parker join(boolean spare) {
    Parker parker = new Parker(new Unstarted(), spare, sockets::wake);
    sleepers.join(parker);
    sleepers.wake(parker);
    return parker;
  }

  private boolean sleep(Parker parker, long nanos) {
    return sleepers.sleep(parker, nanos, () -> false, sockets.net);
  }

  private void neglect() {
    polling.gotUp(System.nanoTime());
    polling.neglected(System.nanoTime());
  }

  @Test
  void aNeglectBuysAFewHandOvers() {
    polling.begin(sockets);
    assertThat(polling.handOver()).isFalse();
    neglect();
    int handOvers = handOvers();
    assertThat(handOvers).isBetween(1, 100);
    neglect();
    polling.neglected(System.nanoTime()); // nobody has looked since: it is the same one
    assertThat(handOvers()).isEqualTo(handOvers);
    for (int i = 0; i < 100; i++) {
      neglect();
    }
    assertThat(handOvers()).isLessThan(100 * handOvers);
  }

  private int handOvers() {
    int n = 0;
    while (polling.handOver()) {
      n++;
    }
    return n;
  }

  @Test
  void aSocketServedWhileOthersDoNotLookBuysMore() {
    polling.begin(sockets);
    sockets.duringWait =
        () -> {
          sockets.ready = true;
          polling.gotUp(System.nanoTime() - MILLI); // the second one is in a task since then
        };
    sleep(first, 2 * MILLI);
    assertThat(polling.handOver()).isTrue();
  }

  @Test
  void aSocketServedWhileNobodyIsAwakeDoesNot() {
    polling.begin(sockets);
    sleepers.retire(second, () -> false);
    sockets.duringWait =
        () -> {
          sockets.ready = true;
          polling.gotUp(System.nanoTime() - MILLI);
        };
    sleep(first, 2 * MILLI);
    assertThat(polling.handOver()).isFalse();
  }

  @Test
  void withoutSocketsEverybodySleepsOnTheParker() {
    sleep(second, 2 * MILLI);
    sleep(first, 2 * MILLI);
    assertThat(sockets.waits).isEmpty();
  }

  @Test
  void whereNobodyWaitsForASocketEverybodySleepsOnTheParker() {
    polling.begin(sockets);
    sockets.anyWaiting = false;
    sleep(first, 2 * MILLI);
    assertThat(sockets.waits).isEmpty();
  }

  @Test
  void aRegistrationWhileAllSleepWakesOneWorker() {
    polling.begin(sockets);
    sleepers.retire(second, () -> false);
    sockets.anyWaiting = false;
    assertThat(sleepers.sleep(first, Long.MAX_VALUE, this::registers, sockets.net)).isTrue();
    sockets.anyWaiting = true;
    sleep(first, 2 * MILLI);
    assertThat(sockets.waits).containsExactly(2);
  }

  private boolean registers() {
    assertThat(sleepers.socketRegistered()).isTrue();
    return false;
  }

  @Test
  void aRegistrationWhileOneIsAwakeWakesNobody() {
    polling.begin(sockets);
    sockets.anyWaiting = false;
    assertThat(sleepers.sleep(first, 2 * MILLI, this::registers, sockets.net)).isFalse();
  }

  @Test
  void aRegistrationWhileOneWaitsInTheSetWakesNobody() {
    polling.begin(sockets);
    sleepers.retire(second, () -> false);
    sockets.duringWait = this::registers;
    sleep(first, 2 * MILLI);
    assertThat(sockets.waits).containsExactly(2);
    assertThat(sockets.calls).isZero();
  }

  @Test
  void whereNobodyWaitsInTheSetAThreadThatDoesIsUnwatched() {
    long now = System.nanoTime();
    assertThat(polling.isUnwatched(now)).as("without sockets").isFalse();
    polling.begin(sockets);
    long later = System.nanoTime() + 2_000 * MILLI;
    assertThat(polling.isUnwatched(later)).isTrue();
    sockets.duringWait = () -> assertThat(polling.isUnwatched(later)).isFalse();
    sleep(first, 2 * MILLI);
    assertThat(sockets.waits).hasSize(1);
    sockets.anyWaiting = false;
    assertThat(polling.isUnwatched(later)).isFalse();
    assertThat(polling.isUnwatched(System.nanoTime())).as("one may not have been heard").isTrue();
  }

  @Test
  void theFirstHomeSleepsInTheSetThoughOthersAreAwake() {
    polling.begin(sockets);
    sleep(first, Long.MAX_VALUE);
    assertThat(sockets.waits).containsExactly(-1);
  }

  @Test
  void anotherOneOnlyIfItIsTheLast() {
    polling.begin(sockets);
    sleep(second, 2 * MILLI);
    assertThat(sockets.waits).isEmpty();
    sockets.duringWait = () -> sleep(second, 2 * MILLI); // the first one has the duty
    sleep(first, 5 * MILLI);
    assertThat(sockets.waits).containsExactly(5);
  }

  @Test
  void theLastOneDoes() {
    polling.begin(sockets);
    sleepers.retire(first, () -> false);
    sleep(second, 3 * MILLI);
    assertThat(sockets.waits).containsExactly(3);
  }

  @Test
  void afterANeglectWhoeverFallsAsleepTakesTheDuty() {
    polling.begin(sockets);
    neglect();
    sleep(second, 2 * MILLI);
    assertThat(sockets.waits).containsExactly(2);
  }

  @Test
  void theCallOfAWakerEndsTheWait() {
    polling.begin(sockets);
    sockets.duringWait = () -> assertThat(sleepers.wake(first)).isTrue();
    assertThat(sleep(first, Long.MAX_VALUE)).as("woken").isTrue();
    assertThat(sockets.calls).isEqualTo(1);
    assertThat(sleepers.awake()).isEqualTo(2);
  }

  @Test
  void aSleepThatASocketEndsIsNotATimeOut() {
    polling.begin(sockets);
    sockets.duringWait = () -> sockets.ready = true;
    assertThat(sleep(first, 2 * MILLI)).isTrue();
    assertThat(sleep(first, 2 * MILLI)).as("nothing is ready").isTrue();
    sockets.net.wakeThreads();
    sockets.duringWait = () -> {};
    assertThat(sleep(first, 2 * MILLI)).isFalse();
  }

  @Test
  void theLastPartOfAMillisecondIsSleptOnTheParker() {
    polling.begin(sockets);
    sleep(first, MILLI - 1);
    assertThat(sockets.waits).isEmpty();
    assertThat(sockets.looks).isEqualTo(1);
  }

  @Test
  void aSpareWakesAHomeForIt() {
    polling.begin(sockets);
    Parker spare = join(true);
    second.announceSleep();
    neglect();
    sleep(spare, 2 * MILLI);
    assertThat(sockets.waits).isEmpty();
    assertThat(second.isAwake()).isTrue();
  }

  @Test
  void aSpareSleepsInTheSetIfNoHomeCan() {
    polling.begin(sockets);
    Parker spare = join(true);
    neglect();
    sleep(spare, 2 * MILLI);
    assertThat(sockets.waits).containsExactly(2);
  }

  @Test
  void neglectIsWhenNobodyWaitsNorHasLooked() {
    long now = System.nanoTime();
    assertThat(polling.isNeglected(now)).as("without sockets").isFalse();
    polling.begin(sockets);
    long later = System.nanoTime() + MILLI;
    assertThat(polling.isNeglected(later)).isTrue();
    polling.look(sockets.net, later);
    assertThat(polling.isNeglected(later + 1)).isFalse();
    sockets.duringWait = () -> assertThat(polling.isNeglected(later + 5 * MILLI)).isFalse();
    sleep(first, 2 * MILLI);
    assertThat(sockets.waits).hasSize(1);
    sockets.anyWaiting = false;
    assertThat(polling.isNeglected(System.nanoTime() + 5 * MILLI)).isFalse();
  }

  /// Waits as long as what is done meanwhile takes.
  private static final class FakeSockets implements Sockets {
    final List<Integer> waits = new ArrayList<>();
    final FakeNet net = new FakeNet();
    boolean anyWaiting = true;
    boolean ready;
    int looks;
    int calls;
    Runnable duringWait = () -> {};

    @Override
    public boolean anyWaiting() {
      return anyWaiting;
    }

    @Override
    public void wake() {
      calls++;
    }

    @Override
    public Net newNet() {
      return net;
    }

    private final class FakeNet implements Net {
      @Override
      public void await(int millis) {
        waits.add(millis);
        duringWait.run();
      }

      @Override
      public boolean look() {
        looks++;
        return ready;
      }

      @Override
      public boolean any() {
        return ready;
      }

      @Override
      public void wakeThreads() {
        ready = false;
      }

      @Override
      public void close() {}
    }
  }

  /// Started and unparked in vain.
  private static final class Unstarted extends Thread {
    @Override
    public void start() {}
  }
}

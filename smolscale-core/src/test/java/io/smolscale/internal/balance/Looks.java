package io.smolscale.internal.balance;

import io.smolscale.internal.balance.Look.Sample;
import java.util.ArrayList;
import java.util.List;

/// The words in which the tests of the policy speak.
final class Looks {
  static final long TICK = 1_000_000;
  static final long GROW = WatchPolicy.STUCK_NANOS;

  static final Sample ASLEEP = sample().build();
  static final Sample ALONE = sample().awake().started(5).build();

  /// In its fifth task, with two more behind it.
  static final Sample STUCK = sample().awake().started(5).ring(7, 5).build();

  /// In its first task.
  static final Sample SPARE = sample().spare().awake().started(1).build();

  private Looks() {}

  static Plan plan(LookBuilder before, LookBuilder now) {
    if (now.at == 0) {
      now.at(TICK);
    }
    return plan(before, before, now);
  }

  static Plan plan(LookBuilder anchor, LookBuilder before, LookBuilder now) {
    return WatchPolicy.plan(anchor.build(), before.build(), now.build());
  }

  static LookBuilder look(Sample... workers) {
    return new LookBuilder(List.of(workers));
  }

  static SampleBuilder sample() {
    return new SampleBuilder();
  }

  static final class LookBuilder {
    private final List<Sample> workers;
    private long at;
    private long added;
    private long taken;
    private boolean sleepers;
    private int toCome;
    private boolean canGrow;
    private int generation;

    LookBuilder(List<Sample> workers) {
      this.workers = workers;
    }

    LookBuilder at(long nanos) {
      at = nanos;
      return this;
    }

    LookBuilder inbox(long added, long taken) {
      this.added = added;
      this.taken = taken;
      return this;
    }

    /// One more home, which sleeps.
    LookBuilder sleepers() {
      return sleepers(true);
    }

    LookBuilder sleepers(boolean one) {
      sleepers = one;
      return this;
    }

    /// Some homes that have never been needed.
    LookBuilder homesToCome(int count) {
      toCome = count;
      return this;
    }

    LookBuilder generation(int number) {
      generation = number;
      return this;
    }

    LookBuilder canGrow() {
      canGrow = true;
      return this;
    }

    Look build() {
      List<Sample> all = new ArrayList<>(workers);
      if (sleepers) {
        all.add(ASLEEP);
      }
      return new Look(at, all, toCome, generation, added, taken, canGrow);
    }
  }

  static final class SampleBuilder {
    private boolean spare;
    private boolean awake;
    private boolean waiting;
    private Look.Block block = Look.Block.NO;
    private long started;
    private long pushed;
    private long taken;
    private boolean slotFull;
    private boolean timerDue;

    SampleBuilder spare() {
      spare = true;
      return this;
    }

    SampleBuilder waiting() {
      waiting = true;
      return this;
    }

    SampleBuilder block(Look.Block block) {
      this.block = block;
      return this;
    }

    SampleBuilder awake() {
      awake = true;
      return this;
    }

    SampleBuilder started(long tasks) {
      started = tasks;
      return this;
    }

    SampleBuilder ring(long pushed, long taken) {
      this.pushed = pushed;
      this.taken = taken;
      return this;
    }

    SampleBuilder slotFull() {
      slotFull = true;
      return this;
    }

    SampleBuilder timerDue() {
      timerDue = true;
      return this;
    }

    Sample build() {
      return new Sample(spare, awake, waiting, block, started, pushed, taken, slotFull, timerDue);
    }
  }
}

package io.smolscale.stress;

import static io.smolscale.stress.Tally.EACH_ONCE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.queue.Slot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// The owner of a [Slot] against a rescuer: every task comes out once, and whole.
public class SlotLitmus {

  /// The owner fills an empty slot, with a release and no exchange.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken whole, or still there")
  @Outcome(expect = FORBIDDEN, desc = "lost, or taken before it was written")
  @State
  public static class Fill {
    private final Slot slot = new Slot();
    private int taken;

    @Actor
    public void owner() {
      slot.put(new Numbered(1));
    }

    @Actor
    public void rescuer() {
      taken = Numbered.of(slot.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(taken).drain(slot::take).verdict(1);
    }
  }

  /// The twin of [Fill]: the task is written last, as a processor or compiler might have it that
  /// was not told about the release.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken whole, or still there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "lost")
  @State
  public static class FillTwin {
    private final SlotTwin slot = new SlotTwin.FullFirst();
    private int taken;

    @Actor
    public void owner() {
      slot.put(new Numbered(1));
    }

    @Actor
    public void rescuer() {
      taken = Numbered.of(slot.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(taken).drain(slot::take).verdict(1);
    }
  }

  /// The owner drives out what the rescuer wants.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken, driven out, or still there")
  @Outcome(expect = FORBIDDEN, desc = "a task was both taken and driven out, or neither")
  @State
  public static class DriveOut {
    private final Slot slot = new Slot();
    private int out;
    private int taken;

    public DriveOut() {
      slot.put(new Numbered(1));
    }

    @Actor
    public void owner() {
      out = Numbered.of(slot.put(new Numbered(2)));
    }

    @Actor
    public void rescuer() {
      taken = Numbered.of(slot.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(out).add(taken).drain(slot::take).verdict(2);
    }
  }

  /// The twin of [DriveOut]: a look and a store in the place of each exchange.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "taken, driven out, or still there")
  @Outcome(
      expect = ACCEPTABLE_INTERESTING,
      desc = "a task was both taken and driven out, or neither")
  @State
  public static class DriveOutTwin {
    private final SlotTwin slot = new SlotTwin.LookThenStore();
    private int out;
    private int taken;

    public DriveOutTwin() {
      slot.put(new Numbered(1));
    }

    @Actor
    public void owner() {
      out = Numbered.of(slot.put(new Numbered(2)));
    }

    @Actor
    public void rescuer() {
      taken = Numbered.of(slot.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(out).add(taken).drain(slot::take).verdict(2);
    }
  }

  /// The owner takes what the rescuer wants, finds the slot empty and fills it: the one store that
  /// is no exchange, while a rescuer that saw the task of before is about to exchange.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "one took each, or it is still there")
  @Outcome(expect = FORBIDDEN, desc = "a task came out twice, or never")
  @State
  public static class TakeAndFill {
    private final Slot slot = new Slot();
    private int first;
    private int out;
    private int taken;

    public TakeAndFill() {
      slot.put(new Numbered(1));
    }

    @Actor
    public void owner() {
      first = Numbered.of(slot.take());
      out = Numbered.of(slot.put(new Numbered(2)));
    }

    @Actor
    public void rescuer() {
      taken = Numbered.of(slot.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(first).add(out).add(taken).drain(slot::take).verdict(2);
    }
  }

  /// The twin of [TakeAndFill].
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "one took each, or it is still there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a task came out twice, or never")
  @State
  public static class TakeAndFillTwin {
    private final SlotTwin slot = new SlotTwin.LookThenStore();
    private int first;
    private int out;
    private int taken;

    public TakeAndFillTwin() {
      slot.put(new Numbered(1));
    }

    @Actor
    public void owner() {
      first = Numbered.of(slot.take());
      out = Numbered.of(slot.put(new Numbered(2)));
    }

    @Actor
    public void rescuer() {
      taken = Numbered.of(slot.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(first).add(out).add(taken).drain(slot::take).verdict(2);
    }
  }

  /// The owner leaves a second task in place, while another takes.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "each was taken once, or is still there")
  @Outcome(expect = FORBIDDEN, desc = "a task came out twice, or never")
  @State
  public static class Leave {
    private final Slot slot = new Slot();
    private int first;
    private int second;

    public Leave() {
      slot.left = new Object[] {new Numbered(1), slot.left};
    }

    @Actor
    public void owner() {
      slot.left = new Object[] {new Numbered(2), slot.left};
    }

    @Actor
    public void rescuer() {
      first = Numbered.of(slot.take());
      second = Numbered.of(slot.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(first).add(second).drain(slot::take).verdict(2);
    }
  }

  /// The twin of [Leave]: who takes shortens the list, which has two writers then.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "each was taken once, or is still there")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a task came out twice, or never")
  @State
  public static class LeaveTwin {
    private final SlotTwin.Shortened slot = new SlotTwin.Shortened();
    private int first;
    private int second;

    public LeaveTwin() {
      slot.leave(new Numbered(1));
    }

    @Actor
    public void owner() {
      slot.leave(new Numbered(2));
    }

    @Actor
    public void rescuer() {
      first = Numbered.of(slot.take());
      second = Numbered.of(slot.take());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = new Tally().add(first).add(second).drain(slot::take).verdict(2);
    }
  }
}

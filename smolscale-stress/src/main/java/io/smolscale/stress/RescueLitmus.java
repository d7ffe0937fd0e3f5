package io.smolscale.stress;

import static io.smolscale.stress.Tally.EACH_ONCE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.queue.Ring;
import io.smolscale.internal.queue.Slot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Everything that a worker has goes to the [Inbox], while the worker, which was thought stuck,
/// goes on: it takes a task, and puts one into the slot that drives another out into the ring.
public class RescueLitmus {

  /// The rescuer takes the ring first, and then the slot.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "in one place each")
  @Outcome(expect = FORBIDDEN, desc = "a task in two places, or in none")
  @State
  public static class TakeAll {
    private final Ring ring = new Ring(4);
    private final Slot slot = new Slot();
    private final Inbox inbox = new Inbox();
    private int popped;

    public TakeAll() {
      ring.push(new Numbered(1));
      ring.push(new Numbered(2));
      slot.put(new Numbered(3));
    }

    @Actor
    public void owner() {
      popped = Numbered.of(ring.pop());
      Runnable out = slot.put(new Numbered(4));
      if (out != null) {
        ring.push(out);
      }
    }

    @Actor
    public void rescuer() {
      inbox.takeFrom(ring, ring.size());
      inbox.takeFrom(slot);
    }

    @Arbiter
    public void judge(L_Result r) {
      Tally all = new Tally().add(popped).drain(ring::take).drain(slot::take).drain(inbox::poll);
      r.r1 = all.verdict(4);
    }
  }

  /// The twin of [TakeAll]: it copies what it finds, and only then takes it away.
  @JCStressTest
  @Outcome(id = EACH_ONCE, expect = ACCEPTABLE, desc = "in one place each")
  @Outcome(expect = ACCEPTABLE_INTERESTING, desc = "a task in two places, or in none")
  @State
  public static class TakeAllTwin {
    private final RingTwin ring = new RingTwin.LookThenAct(4);
    private final SlotTwin slot = new SlotTwin.LookThenStore();
    private final Inbox inbox = new Inbox();
    private int popped;

    public TakeAllTwin() {
      ring.push(new Numbered(1));
      ring.push(new Numbered(2));
      slot.put(new Numbered(3));
    }

    @Actor
    public void owner() {
      popped = Numbered.of(ring.pop());
      Runnable out = slot.put(new Numbered(4));
      if (out != null) {
        ring.push(out);
      }
    }

    @Actor
    public void rescuer() {
      for (Runnable task = ring.take(); task != null; task = ring.take()) {
        inbox.add(task);
      }
      Runnable next = slot.take();
      if (next != null) {
        inbox.add(next);
      }
    }

    @Arbiter
    public void judge(L_Result r) {
      Tally all = new Tally().add(popped).drain(ring::take).drain(slot::take).drain(inbox::poll);
      r.r1 = all.verdict(4);
    }
  }
}

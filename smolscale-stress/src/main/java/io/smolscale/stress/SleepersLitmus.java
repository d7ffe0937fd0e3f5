package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.queue.Inbox;
import io.smolscale.internal.worker.Sleepers;
import java.lang.invoke.ConstantBootstraps;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// A submitter against the last workers that fall asleep: never a task in the inbox and everybody
/// parked.
///
/// A count that two threads have moved at once is right in the end, too: one that stayed too high
/// would be a worker that everybody relies on and that does not exist.
public class SleepersLitmus {
  private static final String FINE = "somebody is up";
  private static final String SAW = "the worker saw the task";
  private static final String WOKEN = "the worker was woken";
  private static final String IDLE = "nothing to do";
  private static final String LOST = "lost wake-up";
  private static final String MISCOUNTED = "miscounted";
  private static final String BLOCKER_HIRES = "the one that blocks hires";
  private static final String SUBMITTER_HIRES = "the submitter hires";
  private static final String BOTH_HIRE = "both hire";

  private static final Runnable TASK = new Numbered(1);

  private static String verdict(Inbox inbox, Sleepers sleepers, Bed... beds) {
    int awake = 0;
    for (Bed bed : beds) {
      awake += bed.isAsleep() ? 0 : 1;
    }
    if (awake != sleepers.awake()) {
      return MISCOUNTED;
    }
    return awake > 0 ? FINE : inbox.isEmpty() ? IDLE : LOST;
  }

  /// One worker, one submitter. The verdict tells the two good cases apart, so that the report
  /// shows that both came up.
  @JCStressTest
  @Outcome(
      id = {SAW, WOKEN},
      expect = ACCEPTABLE,
      desc = "it is up")
  @Outcome(expect = FORBIDDEN, desc = "a task, and nobody to run it; or a wrong count")
  @State
  public static class FallAsleep {
    private final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);
    private boolean parked;

    @Actor
    public void submitter() {
      inbox.add(TASK);
      sleepers.wakeIfNoneAwake();
    }

    @Actor
    public void worker() {
      parked = bed.fallAsleep(() -> !inbox.isEmpty());
    }

    @Arbiter
    public void judge(L_Result r) {
      String verdict = verdict(inbox, sleepers, bed);
      r.r1 = !verdict.equals(FINE) ? verdict : parked ? WOKEN : SAW;
    }
  }

  /// The twin of [FallAsleep]: no fence on either side. A processor's store buffer is enough to
  /// hide each one's announcement from the other, also on x86.
  @JCStressTest
  @Outcome(
      id = {SAW, WOKEN},
      expect = ACCEPTABLE,
      desc = "it is up")
  @Outcome(id = LOST, expect = ACCEPTABLE_INTERESTING, desc = "a task, and nobody to run it")
  @State
  public static class FallAsleepTwin {
    private static final VarHandle TASK =
        ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "task", VarHandle.class, FallAsleepTwin.class, int.class);
    private static final VarHandle AWAKE =
        ConstantBootstraps.fieldVarHandle(
            MethodHandles.lookup(), "awake", VarHandle.class, FallAsleepTwin.class, int.class);

    private int task;
    private int awake = 1;
    private boolean woken;
    private boolean gotUp;

    @Actor
    public void submitter() {
      TASK.setRelease(this, 1);
      woken = (int) AWAKE.getAcquire(this) == 0;
    }

    @Actor
    public void worker() {
      AWAKE.setRelease(this, 0);
      gotUp = (int) TASK.getAcquire(this) != 0;
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = gotUp ? SAW : task == 1 && awake == 0 && woken ? WOKEN : LOST;
    }
  }

  /// Two workers fall asleep one after the other, so that the submitter may meet the gap between
  /// them. `SleepersLincheckTest` has them do it at once.
  @JCStressTest
  @Outcome(id = FINE, expect = ACCEPTABLE, desc = "one saw the task, or was woken")
  @Outcome(expect = FORBIDDEN, desc = "a task, and nobody to run it; or a wrong count")
  @State
  public static class TwoFallAsleep {
    private final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed first = new Bed(sleepers);
    private final Bed second = new Bed(sleepers);

    @Actor
    public void submitter() {
      inbox.add(TASK);
      sleepers.wakeIfNoneAwake();
    }

    @Actor
    public void workers() {
      first.fallAsleep(() -> !inbox.isEmpty());
      second.fallAsleep(() -> !inbox.isEmpty());
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = verdict(inbox, sleepers, first, second);
    }
  }

  /// Two workers fall asleep at once, and then there is a task: the count must tell that both did.
  @JCStressTest
  @Outcome(id = FINE, expect = ACCEPTABLE, desc = "the submitter found nobody awake")
  @Outcome(expect = FORBIDDEN, desc = "a task, and nobody to run it; or a wrong count")
  @State
  public static class BothAsleep {
    private final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed first = new Bed(sleepers);
    private final Bed second = new Bed(sleepers);

    @Actor
    public void worker1() {
      first.fallAsleep(() -> !inbox.isEmpty());
    }

    @Actor
    public void worker2() {
      second.fallAsleep(() -> !inbox.isEmpty());
    }

    @Arbiter
    public void judge(L_Result r) {
      inbox.add(TASK);
      sleepers.wakeIfNoneAwake();
      r.r1 = verdict(inbox, sleepers, first, second);
    }
  }

  /// The twin of [BothAsleep]: the count is read, and then written.
  @JCStressTest
  @Outcome(id = FINE, expect = ACCEPTABLE, desc = "the submitter found nobody awake")
  @Outcome(id = LOST, expect = ACCEPTABLE_INTERESTING, desc = "one counts as awake for ever")
  @State
  public static class BothAsleepTwin {
    private volatile int awake = 2;

    @SuppressWarnings("NonAtomicVolatileUpdate") // the weak step
    private void fallAsleep() {
      awake -= 1;
    }

    @Actor
    public void worker1() {
      fallAsleep();
    }

    @Actor
    public void worker2() {
      fallAsleep();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = awake == 0 ? FINE : LOST;
    }
  }

  /// Two submitters and one sleeper: both want to wake it, and it is counted once.
  @JCStressTest
  @Outcome(id = FINE, expect = ACCEPTABLE, desc = "one of them woke it")
  @Outcome(expect = FORBIDDEN, desc = "nobody did, or both")
  @State
  public static class TwoSubmitters {
    private final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);

    public TwoSubmitters() {
      bed.fallAsleep(() -> false);
    }

    @Actor
    public void submitter1() {
      inbox.add(TASK);
      sleepers.wakeIfNoneAwake();
    }

    @Actor
    public void submitter2() {
      inbox.add(TASK);
      sleepers.wakeIfNoneAwake();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = verdict(inbox, sleepers, bed);
    }
  }

  /// The twin of [TwoSubmitters]: a waker looks at the state and then sets it.
  @JCStressTest
  @Outcome(id = FINE, expect = ACCEPTABLE, desc = "one of them woke it")
  @Outcome(id = MISCOUNTED, expect = ACCEPTABLE_INTERESTING, desc = "both did")
  @State
  public static class TwoSubmittersTwin {
    private volatile boolean asleep = true;
    private int woken1;
    private int woken2;

    private int wakeIfAsleep() {
      if (asleep) {
        asleep = false;
        return 1;
      }
      return 0;
    }

    @Actor
    public void submitter1() {
      woken1 = wakeIfAsleep();
    }

    @Actor
    public void submitter2() {
      woken2 = wakeIfAsleep();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = woken1 + woken2 == 1 ? FINE : MISCOUNTED;
    }
  }

  /// A worker falls asleep while somebody wakes it, task or none: the count is right afterwards,
  /// whichever came first.
  @JCStressTest
  @Outcome(
      id = {FINE, IDLE},
      expect = ACCEPTABLE,
      desc = "woken in its sleep, or not asleep when it was looked at")
  @Outcome(expect = FORBIDDEN, desc = "the count does not agree with the state")
  @State
  public static class WakeWhileFallingAsleep {
    private final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);

    @Actor
    public void waker() {
      sleepers.wakeOne();
    }

    @Actor
    public void worker() {
      bed.fallAsleep(() -> false);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = verdict(inbox, sleepers, bed);
    }
  }

  /// A worker retires. It is gone for good, so the submitter must know: `false` has it hire
  /// another.
  @JCStressTest
  @Outcome(id = "stays, true", expect = ACCEPTABLE, desc = "it saw the task, or was woken")
  @Outcome(id = "stays, false", expect = ACCEPTABLE, desc = "and another one comes in vain")
  @Outcome(id = "retires, false", expect = ACCEPTABLE, desc = "another one comes")
  @Outcome(expect = FORBIDDEN, desc = "a task, and nobody to run it")
  @State
  public static class Retire {
    private final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);
    private boolean retires;
    private boolean somebody;

    @Actor
    public void submitter() {
      inbox.add(TASK);
      somebody = sleepers.wakeIfNoneAwake();
    }

    @Actor
    public void worker() {
      retires = bed.retire(() -> !inbox.isEmpty());
    }

    @Arbiter
    public void judge(L_Result r) {
      boolean miscounted = sleepers.awake() != (retires ? 0 : 1);
      r.r1 = miscounted ? MISCOUNTED : (retires ? "retires, " : "stays, ") + somebody;
    }
  }

  /// A worker whose task says that it is about to block, and a submitter: `Crew.blocks` and
  /// `Crew.submit` in a few lines. There is nobody to wake, so one of the two has to hire.
  @JCStressTest
  @Outcome(
      id = {BLOCKER_HIRES, SUBMITTER_HIRES, BOTH_HIRE},
      expect = ACCEPTABLE,
      desc = "somebody comes for the task")
  @Outcome(expect = FORBIDDEN, desc = "a task behind one that blocks, and nobody comes")
  @State
  public static class Block {
    private final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);
    private boolean blockerHires;
    private boolean submitterHires;

    @Actor
    public void submitter() {
      inbox.add(TASK);
      submitterHires = !sleepers.wakeIfNoneAwake();
    }

    @Actor
    public void worker() {
      bed.block();
      blockerHires = !inbox.isEmpty() && !sleepers.wakeOne();
    }

    @Arbiter
    public void judge(L_Result r) {
      boolean miscounted = sleepers.awake() != 0 || !sleepers.anyUp() || sleepers.anyAwake();
      r.r1 = miscounted ? MISCOUNTED : whoHires(blockerHires, submitterHires);
    }
  }

  /// The twin of [Block]: the worker looks before it says that it blocks.
  @JCStressTest
  @Outcome(
      id = {BLOCKER_HIRES, SUBMITTER_HIRES, BOTH_HIRE},
      expect = ACCEPTABLE,
      desc = "somebody comes for the task")
  @Outcome(id = LOST, expect = ACCEPTABLE_INTERESTING, desc = "a task, and nobody comes")
  @State
  public static class BlockTwin {
    private final Inbox inbox = new Inbox();
    private final Sleepers sleepers = new Sleepers();
    private final Bed bed = new Bed(sleepers);
    private boolean blockerHires;
    private boolean submitterHires;

    @Actor
    public void submitter() {
      inbox.add(TASK);
      submitterHires = !sleepers.wakeIfNoneAwake();
    }

    @Actor
    public void worker() {
      blockerHires = !inbox.isEmpty();
      bed.block();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = whoHires(blockerHires, submitterHires);
    }
  }

  private static String whoHires(boolean blocker, boolean submitter) {
    return blocker ? submitter ? BOTH_HIRE : BLOCKER_HIRES : submitter ? SUBMITTER_HIRES : LOST;
  }

  /// The twin of [Retire]: it ends without having to win its state.
  @JCStressTest
  @Outcome(id = FINE, expect = ACCEPTABLE, desc = "it stays, or another one comes")
  @Outcome(id = LOST, expect = ACCEPTABLE_INTERESTING, desc = "woken and gone")
  @State
  public static class RetireTwin {
    private static final int AWAKE = 0;
    private static final int ASLEEP = 1;
    private static final int ENDED = 2;

    private final AtomicInteger state = new AtomicInteger(AWAKE);
    private volatile boolean task;
    private boolean retires;
    private boolean woken;

    @Actor
    public void submitter() {
      task = true;
      woken = state.compareAndSet(ASLEEP, AWAKE);
    }

    @Actor
    public void worker() {
      state.set(ASLEEP);
      if (!task) {
        state.set(ENDED);
        retires = true;
      }
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = retires && woken ? LOST : FINE;
    }
  }
}

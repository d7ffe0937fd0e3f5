package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/// An event loop of smolscale-netty that is about to wait for its channels, and a thread that gives
/// it a task: one of them sees the other. The steps are those of `YieldingIoHandler`, with one slot
/// in place of Netty's queue, which is filled by a store that may be late (release).
public class LoopLitmus {
  private LoopLitmus() {}

  /// The slot and the flag.
  public static class Loop {
    private static final VarHandle TASK;

    static {
      try {
        TASK = MethodHandles.lookup().findVarHandle(Loop.class, "task", boolean.class);
      } catch (ReflectiveOperationException e) {
        throw new ExceptionInInitializerError(e);
      }
    }

    private boolean task;
    volatile boolean waiting;

    final void give() {
      TASK.setRelease(this, true);
    }

    final boolean hasTask() {
      return (boolean) TASK.getAcquire(this);
    }
  }

  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true", "true, true"},
      expect = ACCEPTABLE,
      desc = "the loop finds the task, or is woken, or both")
  @Outcome(id = "false, false", expect = FORBIDDEN, desc = "it waits, and nobody wakes it")
  @State
  public static class GiveWhileItIsAboutToWait extends Loop {
    @Actor
    public void loop(ZZ_Result r) {
      waiting = true;
      VarHandle.fullFence();
      r.r1 = hasTask();
    }

    @Actor
    public void giver(ZZ_Result r) {
      give();
      VarHandle.fullFence();
      r.r2 = waiting;
    }
  }

  /// The twin of [GiveWhileItIsAboutToWait]: the giver looks without a fence. Seen on x86.
  @JCStressTest
  @Outcome(
      id = {"true, false", "false, true", "true, true"},
      expect = ACCEPTABLE,
      desc = "the loop finds the task, or is woken, or both")
  @Outcome(
      id = "false, false",
      expect = ACCEPTABLE_INTERESTING,
      desc = "his look went before his store")
  @State
  public static class GiveWhileItIsAboutToWaitTwin extends Loop {
    @Actor
    public void loop(ZZ_Result r) {
      waiting = true;
      VarHandle.fullFence();
      r.r1 = hasTask();
    }

    @Actor
    public void giver(ZZ_Result r) {
      give();
      r.r2 = waiting;
    }
  }
}

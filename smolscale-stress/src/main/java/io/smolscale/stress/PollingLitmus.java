package io.smolscale.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.smolscale.internal.worker.Polling;
import io.smolscale.internal.worker.Sleepers;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/// Workers that fall asleep while virtual threads wait for sockets: one of them always watches
/// these.
public class PollingLitmus {
  private static final String FIRST = "the first one watches";
  private static final String SECOND = "the second one watches";
  private static final String BOTH = "both watch";
  private static final String WOKEN = "it is woken";
  private static final String NOBODY = "nobody watches";

  private PollingLitmus() {}

  private static String verdict(Bed first, Bed second) {
    boolean one = first.isInPollSet();
    boolean other = second.isInPollSet();
    return one && other ? BOTH : one ? FIRST : other ? SECOND : NOBODY;
  }

  private static Polling polling() {
    Polling polling = new Polling();
    polling.begin(new IdleSockets());
    return polling;
  }

  /// Two workers run dry at once, and each may take the other for the one that is awake.
  @JCStressTest
  @Outcome(
      id = {FIRST, SECOND},
      expect = ACCEPTABLE,
      desc = "the last one does")
  @Outcome(
      expect = FORBIDDEN,
      desc =
          "a socket is ready, and nobody hears of it; or the call that"
              + " is meant for one wakes the other")
  @State
  public static class BothFallAsleep {
    private final Polling polling = polling();
    private final Sleepers sleepers = new Sleepers(polling);
    private final Bed first = new Bed(sleepers, polling);
    private final Bed second = new Bed(sleepers, polling);

    @Actor
    public void first() {
      first.fallAsleep(() -> false);
    }

    @Actor
    public void second() {
      second.fallAsleep(() -> false);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = verdict(first, second);
    }
  }

  /// The twin of [BothFallAsleep]: who else is awake is asked before the announcement.
  @JCStressTest
  @Outcome(id = FIRST, expect = ACCEPTABLE, desc = "the last one does")
  @Outcome(id = NOBODY, expect = ACCEPTABLE_INTERESTING, desc = "each relies on the other")
  @State
  public static class BothFallAsleepTwin {
    private final AtomicInteger awake = new AtomicInteger(2);
    private volatile boolean watched;

    @Actor
    public void first() {
      fallAsleep();
    }

    @Actor
    public void second() {
      fallAsleep();
    }

    private void fallAsleep() {
      boolean last = awake.get() == 1;
      awake.decrementAndGet();
      if (last) {
        watched = true;
      }
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = watched ? FIRST : NOBODY;
    }
  }

  /// A socket wakes the one that watches, which runs its thread and falls asleep again; meanwhile
  /// the other falls asleep, and may find the duty taken by one that is on its way out.
  @JCStressTest
  @Outcome(
      id = {FIRST, SECOND},
      expect = ACCEPTABLE,
      desc = "one does")
  @Outcome(
      expect = FORBIDDEN,
      desc =
          "a socket is ready, and nobody hears of it; or the call that"
              + " is meant for one wakes the other")
  @State
  public static class LeaveWhileOtherFallsAsleep {
    private final Polling polling = polling();
    private final Sleepers sleepers = new Sleepers(polling);
    private final Bed first = new Bed(sleepers, polling);
    private final Bed second = new Bed(sleepers, polling);

    /// The first one watches; the second has been woken by somebody else since.
    public LeaveWhileOtherFallsAsleep() {
      second.fallAsleep(() -> false);
      first.fallAsleep(() -> false);
      second.wake();
    }

    @Actor
    public void first() {
      first.leavePollSet();
      first.fallAsleep(() -> false);
    }

    @Actor
    public void second() {
      second.fallAsleep(() -> false);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = verdict(first, second);
    }
  }

  /// The twin of [LeaveWhileOtherFallsAsleep]: the first one keeps the duty until it sleeps again,
  /// and then lets it go without looking whether it is the last.
  @JCStressTest
  @Outcome(
      id = {FIRST, SECOND},
      expect = ACCEPTABLE,
      desc = "one does")
  @Outcome(id = NOBODY, expect = ACCEPTABLE_INTERESTING, desc = "who fell asleep found it taken")
  @State
  public static class LeaveWhileOtherFallsAsleepTwin {
    private final AtomicInteger awake = new AtomicInteger(2);
    private final AtomicInteger duty = new AtomicInteger(1);
    private volatile boolean firstWatches;
    private volatile boolean secondWatches;

    @Actor
    public void first() {
      firstWatches = awake.decrementAndGet() == 0 && duty.compareAndSet(0, 1);
      duty.compareAndSet(1, 0);
    }

    @Actor
    public void second() {
      secondWatches = awake.decrementAndGet() == 0 && duty.compareAndSet(0, 1);
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = firstWatches ? FIRST : secondWatches ? SECOND : NOBODY;
    }
  }

  /// The last worker falls asleep, and stays out of the set because nobody waits for a socket; then
  /// a thread on another scheduler does.
  @JCStressTest
  @Outcome(id = FIRST, expect = ACCEPTABLE, desc = "it saw who waits")
  @Outcome(id = WOKEN, expect = ACCEPTABLE, desc = "it was woken, and will see who waits")
  @Outcome(expect = FORBIDDEN, desc = "a thread waits for a socket, and nobody hears of it")
  @State
  public static class RegisterWhileFallingAsleep {
    private final IdleSockets sockets = new IdleSockets(false);
    private final Polling polling = new Polling();
    private final Sleepers sleepers = new Sleepers(polling);
    private final Bed first = new Bed(sleepers, polling);

    /// One worker, awake.
    public RegisterWhileFallingAsleep() {
      polling.begin(sockets);
    }

    @Actor
    public void worker() {
      first.fallAsleep(() -> false);
    }

    @Actor
    public void thread() {
      sockets.register();
      sleepers.socketRegistered();
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = first.isInPollSet() ? FIRST : first.isAsleep() ? NOBODY : WOKEN;
    }
  }

  /// The twin of [RegisterWhileFallingAsleep]: the thread asks who is awake, and then registers.
  @JCStressTest
  @Outcome(id = FIRST, expect = ACCEPTABLE, desc = "it saw who waits")
  @Outcome(id = WOKEN, expect = ACCEPTABLE, desc = "it was woken, and will see who waits")
  @Outcome(id = NOBODY, expect = ACCEPTABLE_INTERESTING, desc = "it found the worker awake")
  @State
  public static class RegisterWhileFallingAsleepTwin {
    private final AtomicInteger awake = new AtomicInteger(1);
    private volatile boolean registered;
    private volatile boolean woken;
    private boolean watches;

    @Actor
    public void worker() {
      awake.decrementAndGet();
      watches = registered;
    }

    @Actor
    public void thread() {
      if (awake.get() == 0) {
        woken = true;
      }
      registered = true;
    }

    @Arbiter
    public void judge(L_Result r) {
      r.r1 = watches ? FIRST : woken ? WOKEN : NOBODY;
    }
  }
}

package io.smolscale.internal.worker;

import io.smolscale.internal.dispatch.Waker;
import io.smolscale.internal.jdk.Sockets;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Knows which workers sleep, and sees to it that not all of them do while there is work.
///
/// ## Both sides
///
/// ```text
/// submitter                               worker about to sleep
/// 1. publish the task                     1. state = ASLEEP
/// 2. full fence                           2. awake - 1              (RMW: a full fence)
/// 3. awake > 0? then leave it to them     3. any task? then get up again: CAS the state back,
///    else wake one: CAS its state,           awake + 1; losing the CAS means that somebody woke us
///    awake + 1, unpark                    4. park while ASLEEP
/// ```
///
/// Take the last worker to fall asleep. Its fence (2) and the submitter's stand in one order.
///
/// - *The submitter's fence first*: the worker's look (3) sees the task.
/// - *The worker's fence first*: the submitter sees this worker's state ASLEEP and its count taken
///   off. If `awake` is 0 it wakes one. If not, another worker is counted as awake: it has not come
///   to its own step 2, its look is still to come, and the same argument holds for it.
///
/// The count and the states move separately. Between a worker's steps 1 and 2 a waker may win its
/// CAS and add one before the worker has taken one off: then the count is one too high, of a worker
/// that finds itself woken and looks for work again. Between the CAS of a waker and its add the
/// count is one too low: then a second worker may be woken for one task, which costs a wake-up. A
/// caller that must not take a worker that is up for a sleeping one asks the states ([#anyAwake]),
/// and not the count.
///
/// A submitter may find no worker to wake although it read a count of 0: each worker that it passed
/// was up. A worker that is read as up has its next announcement, and so its next look, still to
/// come, and sees the task then.
///
/// ## A worker that blocks
///
/// A worker whose task [says that it is about to block][#block] is like a worker that falls asleep:
/// it takes the same steps 1 to 3. But what it finds at its look it cannot run: it has another
/// worker woken or hired for that, unless one is awake, whose own look is still to come. And it
/// cannot be woken: a submitter that finds no worker awake and wakes none must hire.
///
/// This is the protocol of `golang/go`'s `proc.go` and of rayon's `sleep` module, with the count of
/// the workers that are awake in the place of the count of those that search.
public final class Sleepers implements Waker {
  private final Headcount headcount = new Headcount();
  private final Members members = new Members();
  private volatile int most = Integer.MAX_VALUE;
  private final BooleanSupplier othersAwake = headcount::anyAwake; // made once, as in Rest
  private final Polling polling;
  private Recruits recruits = Recruits.NONE; // set before anybody is woken

  /// Nobody, and no sockets to wait for.
  public Sleepers() {
    this(new Polling());
  }

  /// Nobody yet.
  ///
  /// @param polling decides which worker waits for sockets
  public Sleepers(Polling polling) {
    this.polling = polling;
  }

  /// Where the homes come from that are no members yet. To be called before anybody is woken.
  void recruitFrom(Recruits recruits) {
    this.recruits = recruits;
  }

  /// Lets a worker in that has not been started: it is asleep.
  public void join(Parker parker) {
    members.add(parker);
  }

  /// Puts the homes first again, after some have become spares or spares have become homes.
  void arrange() {
    members.arrange();
  }

  /// Lets a worker go that has [retired][#retire].
  public void leave(Parker parker) {
    members.remove(parker);
  }

  /// Returns how many are awake, about.
  @Override
  public int awake() {
    return headcount.awake();
  }

  /// From now on [#wakeOne] wakes spares only while fewer than this are awake. Homes can always be
  /// woken, so the argument above is not touched: where none is awake, a home sleeps.
  ///
  /// @param most at least one
  void wakeSparesUpTo(int most) {
    if (this.most != most) {
      this.most = most;
    }
  }

  /// Returns whether somebody sleeps that may be woken, about. For decisions that may be wrong now
  /// and then.
  @Override
  public boolean anyAsleep() {
    return headcount.mayRise(members.count() + recruits.left(), most);
  }

  /// Returns how many block, about.
  int blocking() {
    return headcount.blocking();
  }

  /// Returns whether somebody is awake. Exact, by the states: a member that is up at the call and
  /// stays up is seen.
  public boolean anyAwake() {
    return members.anyAwake();
  }

  /// Returns whether somebody is awake, or in a task that has said that it blocks. Exact, as
  /// [#anyAwake].
  public boolean anyUp() {
    return members.anyUp();
  }

  /// Steps 1 and 2 of a worker whose task is about to block. Its own thread only. Step 3 is the
  /// caller's.
  ///
  /// @return whether it may be the last worker that was awake
  public boolean block(Parker parker) {
    return headcount.block(parker);
  }

  /// Its task goes on. Its own thread only.
  public void goesOn(Parker parker) {
    headcount.goesOn(parker);
  }

  /// An error has come between two steps of a worker on its way to sleep, or back: it is up
  /// afterwards, and counted as awake. Its own thread only, and not when it has retired.
  void recover(Parker parker) {
    headcount.recover(parker);
  }

  /// Step 3 of a submitter that has published its task and fenced.
  ///
  /// @return false when nobody is awake and there was nobody to wake: all have retired
  public boolean wakeIfNoneAwake() {
    return awake() > 0 || wakeOne() || anyAwake();
  }

  /// Wakes the sleeper that joined first: load then gathers on few workers, and the others sleep
  /// through, or never come. Homes come before spares.
  ///
  /// @return whether there was one that may be woken
  @Override
  public boolean wakeOne() {
    return wakeOne(most);
  }

  /// Wakes the sleeper that joined first, however many are awake.
  ///
  /// @return whether there was one
  boolean wakeAny() {
    return wakeOne(Integer.MAX_VALUE);
  }

  private boolean wakeOne(int mostAwake) {
    boolean called = false;
    for (Parker parker : members.all()) {
      if (parker.isSpare()) {
        if (!called && recruits.come()) {
          return true;
        }
        called = true;
        if (awake() >= mostAwake) {
          return false;
        }
      }
      if (wake(parker)) {
        return true;
      }
    }
    return !called && recruits.come();
  }

  /// A virtual thread has registered a socket. Sees to it that somebody waits in the poll set or
  /// will look whether anybody has registered: see [Polling].
  ///
  /// @return false when nobody will, because there was nobody to wake
  public boolean socketRegistered() {
    return awake() > 0 || !polling.wantsWatch() || wakeAny() || anyAwake();
  }

  /// Wakes this one if it sleeps.
  ///
  /// If that throws, it may be called awake and still sleep. Its waker cannot take that back: the
  /// worker may have got up by itself meanwhile. The balancer sees it from outside, and [rouses it
  /// again][Parker#rouseAgain].
  ///
  /// @return whether it slept, and could be woken
  public boolean wake(Parker parker) {
    if (!parker.claimWake()) {
      return false;
    }
    boolean counted = false;
    try {
      headcount.add(1);
      counted = true;
      parker.rouse();
      return true;
    } catch (Throwable e) {
      if (!counted) {
        parker.uncounted = true; // a store: at the end of a stack a call would throw again
      } else if (e instanceof OutOfMemoryError && parker.isUnstarted()) { // no thread to be had
        headcount.add(-1); // first: if that throws, it is called awake, as above
        parker.asleepAgain();
        return false;
      }
      throw e;
    }
  }

  /// Sleeps, unless there is work. The parker's own thread only.
  ///
  /// @param nanos how long at most; [Long#MAX_VALUE] for no limit
  /// @param work whether there is any; looked at once, after the announcement
  /// @return false when the time was over and nobody had woken it
  public boolean sleep(Parker parker, long nanos, BooleanSupplier work) {
    return sleep(parker, nanos, work, null);
  }

  /// The same; it may be in the poll set, and a socket may end it.
  ///
  /// @param net holds what is ready there; null for never
  /// @return false when the time was over, nobody had woken it, and no socket was ready
  public boolean sleep(Parker parker, long nanos, BooleanSupplier work, Sockets.@Nullable Net net) {
    boolean last =
        headcount.announce(parker); // it may be one too low: then one that is up sleeps there
    if (work.getAsBoolean()) {
      headcount.getUp(parker);
      return true;
    }
    if (net == null
        || !polling.isWanted(last || isFirst(parker))
        || isForHome(parker)
        || !polling.sleep(parker, nanos, net, othersAwake)) {
      parker.await(nanos);
    }
    return !headcount.getUp(parker) || (net != null && net.any());
  }

  /// The first home worker has the sockets whenever it sleeps. When the duty passed to whoever fell
  /// asleep as the last, each help moved the load to another core, with its caches cold.
  private boolean isFirst(Parker parker) {
    return members.isFirst(parker);
  }

  /// A spare leaves the sockets to a home worker that sleeps, and wakes it for that: it comes to
  /// retire, and the home to stay.
  private boolean isForHome(Parker parker) {
    return parker.isSpare() && wakeOne(0);
  }

  /// Retires, unless there is work. The parker's own thread only, which then has it [#leave].
  ///
  /// @param work whether there is any; looked at once, after the announcement
  /// @return whether it has retired: nobody can wake it any more
  public boolean retire(Parker parker, BooleanSupplier work) {
    boolean last = headcount.announce(parker);
    if (work.getAsBoolean() || !parker.end()) {
      headcount.getUp(parker);
      return false;
    }
    retired(last);
    return true;
  }

  /// One has retired: if the sockets were its own to wait for, they are another's.
  ///
  /// @param last whether it was the last worker that was awake
  void retired(boolean last) {
    if (polling.isWanted(last)) {
      wakeAny();
    }
  }
}

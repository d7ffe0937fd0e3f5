package io.smolscale.internal.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;

/// Whether a worker has been woken to help and has not come yet: one is enough, it calls the next
/// if there is more to do than it can.
///
/// The word must not stay set when nobody comes, or nobody would ever be called again. Both sides:
///
/// ```text
/// caller                                  worker that gets up
/// 1. set (CAS)                            1. reads its state AWAKE
/// 2. wakes one: CAS its state to AWAKE,   2. set? then clear (CAS)
///    or finds nobody, and clears
/// ```
///
/// The worker that the caller woke has read the state that was written after the word was set, so
/// its step 2 sees the word set, or cleared by another that came in between. That other one took
/// the call for its own: then there may be two helpers, which costs a wake-up. The same goes for a
/// caller that clears the word of the next one.
///
/// The looks are plain: where one is out of date, a call more or less is all that comes of it, and
/// a worker that was woken for a call has a reason to see it, as above.
public final class HelpCall {
  private final AtomicBoolean onItsWay = new AtomicBoolean();

  /// Says that one is about to be called, unless one is on its way.
  ///
  /// @return whether to call: to wake a worker, or to say that there was [none][#reachedNobody]
  public boolean begin() {
    return !onItsWay.getPlain() && onItsWay.compareAndSet(false, true);
  }

  /// Nobody slept who could have been called.
  public void reachedNobody() {
    onItsWay.set(false);
  }

  /// A worker got up.
  ///
  /// @return whether one was on its way, which it most likely is
  public boolean arrived() {
    return onItsWay.getPlain() && onItsWay.compareAndSet(true, false);
  }
}

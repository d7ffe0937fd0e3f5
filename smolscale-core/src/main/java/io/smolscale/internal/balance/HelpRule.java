package io.smolscale.internal.balance;

/// How long a ring may be before its owner asks for help, and how often a worker looks up from it.
///
/// The expected wait of the last task in a ring is its length times the recent time a task. Waking
/// another worker has its [Price], some of it on the worker that wakes. So a ring that is expected
/// to be empty before a helper could have come is left alone, and message passing stays on one
/// worker; with tasks longer than a wake-up the limit is zero, and each push with a sleeper about
/// wakes it, as a work stealer would.
public final class HelpRule {
  /// How long a worker runs tasks before it looks at its timers and at the inbox.
  public static final long CHECK_NANOS = 25_000;

  /// How many tasks it runs at most before that, however short they are.
  public static final int CHECK_TASKS = 61;

  /// A worker that moves on looks at the inbox every [#CHECK_NANOS] or so. When it has not been
  /// seen for longer than this, each worker that is awake is in a long task, or off the processor.
  /// Workers that are awake look at the sockets this often, too.
  public static final long UNSEEN_NANOS = 2 * CHECK_NANOS;

  /// That is noted where the last note is older than this ([InboxLooks]).
  static final long NOTE_NANOS = UNSEEN_NANOS / 4;

  /// How often the slot goes before the ring: two threads that pass a message to and fro delay the
  /// others by this factor at most.
  static final int SLOT_RUNS = 16;

  /// A task that takes this long is long: the slot is closed then, because only a rescuer can reach
  /// what lies in it. It is also the longest that a task may wait in a ring behind tasks that take
  /// longer than a wake-up.
  static final long LONG_NANOS = 100_000;

  /// How much of a wake-up a task may wait in the inbox before one more worker is woken, in thirds.
  /// It is less than a whole one, because the worker that is woken takes that long to come.
  private static final int LATE_THIRDS = 2;

  /// Which part of its share of the inbox a dry worker takes at once. With half of it, `ClaimTest`
  /// finds the slowest tasks beside hogs too slow; a sixteenth costs many submitters more.
  private static final int BATCH_PART = 8;

  private HelpRule() {}

  /// Returns how long a task may wait in the inbox, in nanoseconds, with so many workers awake. A
  /// worker that is alone is asked about sooner: if it is off the processor, nobody else comes. So
  /// are several that are [in long tasks][#inLongTasks].
  ///
  /// @param unseenFor how long nobody has looked at the inbox
  /// @param price of a wake-up, in nanoseconds
  public static long late(int awake, long unseenFor, long price) {
    long late = late(price);
    return awake <= 1 || inLongTasks(awake, unseenFor) ? late / 2 : late;
  }

  private static long late(long price) {
    return LATE_THIRDS * price / 3;
  }

  /// Returns how old a mark of the inbox's age is at least before another task is marked, in
  /// nanoseconds: a quarter of what a task may wait.
  static long markNanos(long price) {
    return late(price) / 4;
  }

  /// Returns whether those who are awake seem to be in long tasks: of n that each look every so
  /// often, one does in each nth part of that time.
  ///
  /// @param unseenFor how long none of them has looked at the inbox
  public static boolean inLongTasks(int awake, long unseenFor) {
    return unseenFor > NOTE_NANOS + (UNSEEN_NANOS - NOTE_NANOS) / Math.max(1, awake);
  }

  /// Returns whether a worker that has just been woken, and sees more in the inbox than it takes,
  /// has another one woken before it begins: when the others that are awake are in long tasks, and
  /// what it leaves would wait for its own task, whatever that is.
  ///
  /// @param awake how many workers are awake, with this one
  /// @param unseenFor how long none of the others has looked at the inbox
  public static boolean callsTheNext(int awake, long unseenFor) {
    return awake > 1 && inLongTasks(awake - 1, unseenFor);
  }

  /// The longest ring that is left alone, in tasks.
  ///
  /// Tasks that are themselves longer than a wake-up get little patience, because whoever waits for
  /// one waits long; but some, because a service whose requests take about as long as a wake-up
  /// would otherwise pay for a helper at each second one.
  ///
  /// @param nanosPerTask the recent time a task, positive
  /// @param price of a wake-up, in nanoseconds
  /// @param debt of helpers that have not paid, in nanoseconds
  public static int limit(long nanosPerTask, long price, long debt) {
    long patience = price + debt;
    long enough = nanosPerTask > price ? Math.min(patience, LONG_NANOS) : patience;
    return (int) Math.min(enough / nanosPerTask, Integer.MAX_VALUE);
  }

  /// Returns by how much a ring is too long for its owner: a dry worker may take from such rings,
  /// the longest first. A worker that was woken for it comes a little late, and is content with
  /// half the limit.
  ///
  /// @param queued the tasks in the ring
  /// @param limit its owner's limit
  /// @param woken whether the one who asks was woken, and not just run dry
  public static int excess(int queued, int limit, boolean woken) {
    return queued - (woken ? limit >> 1 : limit);
  }

  /// Returns how many tasks to move from the inbox behind the ring when a worker looks up.
  ///
  /// A task of the inbox may fan out. Where every ring took its share at once, each would hold the
  /// halves of several fan-outs, and all of these would be done late; left in the inbox, it is one
  /// task that waits, and whoever runs dry next begins it. So a ring takes one only when that has
  /// waited for as long as the ring's last will have to, two when it has waited for twice as long,
  /// and so on, up to as many as the ring has had since the last time. Then neither starves the
  /// other.
  ///
  /// A worker with an empty ring takes none: it comes back when it is dry ([#batch]), and what it
  /// does not hold another can take. But if it has one in the slot, it may go on from slot to slot
  /// for long; then it takes as many as the ring has turns until it looks up again.
  ///
  /// @param interval after how many tasks it looks up
  /// @param nanosPerTask the recent time a task, positive
  /// @param ring the tasks in the ring
  /// @param slotFull whether one lies in the slot
  /// @param inboxAge how long the oldest task of the inbox has waited, in nanoseconds
  public static int share(
      int interval, long nanosPerTask, int ring, boolean slotFull, long inboxAge) {
    if (ring == 0) {
      return slotFull ? 1 + interval / SLOT_RUNS : 0;
    }
    return (int) Math.min(Math.min(interval, ring), inboxAge / nanosPerTask / ring);
  }

  /// Returns how many more tasks of the inbox a dry worker takes with the first one.
  ///
  /// To come back for each has its price: a look at the clock, and a word or two that all workers
  /// and submitters write. So of an inbox with many tasks for each worker, one takes a part of its
  /// share, but no more than it will have done when it looks up next. Where fewer wait, it takes
  /// one: the next may be a long one, and what is behind it would wait for a rescue.
  ///
  /// @param interval after how many tasks it looks up
  /// @param waiting the tasks in the inbox
  /// @param workers how many workers there are
  public static int batch(int interval, int waiting, int workers) {
    return Math.min(interval - 1, waiting / (BATCH_PART * workers));
  }

  /// After how many tasks to look up, 1 to [#CHECK_TASKS].
  ///
  /// @param nanosPerTask the recent time a task, positive
  public static int interval(long nanosPerTask) {
    return Math.clamp(CHECK_NANOS / nanosPerTask, 1, CHECK_TASKS);
  }

  /// The estimate after a new measurement: half the old one and half the new. One long task raises
  /// it at once, and because a raised estimate makes the next look come sooner, short ones bring it
  /// down again within a handful of looks.
  public static long blend(long nanosPerTask, long measured) {
    return Math.max(1, (nanosPerTask + measured) >> 1);
  }
}

package io.smolscale.cli.dump;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a thread does, by its stack.
///
/// @param role in short
/// @param call the call of the JDK's, or of a pool's, in which it is; the top of the stack where
///   there is none
public record Doing(Role role, Frame call) {
  /// What a thread may do.
  public enum Role {
    /// It belongs to the JVM or the scheduler, or waits for work as part of an executor.
    IDLE,
    /// It waits for a connection or the like from a pool.
    POOL,
    /// It waits for another thread to come to the same place.
    MEETING,
    /// It waits for something to be done by others: a result, a permit, a notification.
    RESULT,
    /// It waits for work: a consumer.
    CONSUMER,
    /// It waits for a socket, a pipe or a process.
    OUTSIDE,
    /// It waits for a time.
    SLEEP,
    /// It wants a lock.
    LOCK,
    /// It runs.
    RUNS
  }

  private static final String OURS = "io.smolscale.internal.";
  private static final Frame NONE = new Frame("", "", "");

  private static final Set<String> JVMS =
      Set.of(
          "Reference Handler",
          "Finalizer",
          "Signal Dispatcher",
          "Common-Cleaner",
          "Attach Listener",
          "Notification Thread",
          "Service Thread",
          "Monitor Deflation Thread",
          "DestroyJavaVM",
          "VirtualThread-unblocker",
          "process reaper");

  private static final Pattern HELPERS =
      Pattern.compile("(Read|Write|Master|Sub)-?Poller.*|C[12] Compiler.*");

  /// Ours, if one of its frames is ours, too: a program may call its threads so.
  private static final Pattern OUR_HELPERS = Pattern.compile(".*-(balancer|witness|log|sockets)");

  // Whoever waits in one of these is an executor's worker without work.
  private static final List<Frame> EXECUTORS =
      List.of(
          new Frame("java.util.concurrent.ThreadPoolExecutor", "getTask", ""),
          new Frame("java.util.concurrent.ForkJoinPool", "awaitWork", ""),
          new Frame("sun.nio.ch.Poller", "subPollerLoop", ""),
          new Frame("sun.nio.ch.Poller", "pollerLoop", ""),
          new Frame("java.util.TimerThread", "mainLoop", ""),
          new Frame("jdk.internal.ref.CleanerImpl", "run", ""));

  private static final Pattern OUTSIDE =
      Pattern.compile(
          "sun\\.nio\\.ch\\..*|java\\.net\\..*|sun\\.net\\..*|sun\\.security\\.ssl\\..*"
              + "|java\\.lang\\.ProcessImpl|java\\.lang\\.Process|java\\.io\\.File(In|Out)putStream"
              + "|java\\.io\\.Console.*|jdk\\.net\\..*|jdk\\.internal\\.net\\..*");

  private static final Set<String> MEETINGS =
      Set.of("SynchronousQueue", "Exchanger", "CyclicBarrier", "Phaser");
  private static final Set<String> HAND_OVERS =
      Set.of("put", "transfer", "tryTransfer", "putFirst", "putLast");
  private static final Pattern QUEUE = Pattern.compile(".*(Queue|Deque)");
  private static final Set<String> TAKES =
      Set.of("take", "poll", "takeFirst", "takeLast", "pollFirst", "pollLast", "remove");

  private static final Pattern CHANNEL =
      Pattern.compile("(.*\\.)?(Channel|Rendezvous|Exchange)\\w*");
  private static final Set<String> CHANNEL_ENDS = Set.of("send", "receive");

  private static final Pattern POOL =
      Pattern.compile("(?i).*pool.*|.*ConcurrentBag|.*DataSource(Impl)?|.*ConnectionManager");
  private static final Pattern POOL_CALL =
      Pattern.compile(
          "(?i)(get|borrow|acquire|lease|take|checkout|obtain|poll|request|fetch|allocate|await)"
              + ".*|connect");
  private static final Set<String> NO_POOLS =
      Set.of(
          "ThreadPoolExecutor", "ForkJoinPool", "ScheduledThreadPoolExecutor", "QueuedThreadPool");

  /// Returns what a thread does.
  public static Doing of(ThreadAt thread) {
    List<Frame> stack = thread.stack();
    if (isHelper(thread) || stack.isEmpty() || isExecutors(stack)) {
      return new Doing(Role.IDLE, stack.isEmpty() ? NONE : stack.getFirst());
    }
    int site = indexOfSite(stack);
    Frame call = site > 0 ? stack.get(site - 1) : stack.getFirst();
    if (isOutside(stack, site)) {
      return new Doing(Role.OUTSIDE, call);
    }
    if (!thread.waits() && !thread.waitsForATime()) {
      return new Doing(Role.RUNS, stack.getFirst());
    }
    Optional<Frame> pool = poolCall(stack, site);
    if (pool.isPresent()) {
      return new Doing(Role.POOL, pool.get());
    }
    return new Doing(roleOfWait(thread, stack, call), call);
  }

  private static Role roleOfWait(ThreadAt thread, List<Frame> stack, Frame call) {
    if (thread.state().equals("BLOCKED")) {
      return Role.LOCK;
    }
    if (call.is("java.lang.Thread", "sleep") || call.method().equals("sleep")) {
      return Role.SLEEP;
    }
    String type = call.simpleType();
    if (MEETINGS.contains(type)) {
      return Role.MEETING;
    }
    if (QUEUE.matcher(type).matches()) {
      return HAND_OVERS.contains(call.method())
          ? Role.MEETING
          : TAKES.contains(call.method()) ? Role.CONSUMER : Role.RESULT;
    }
    if (stack.stream()
        .limit(stack.indexOf(call) + 2L)
        .anyMatch(frame ->
            CHANNEL.matcher(frame.type()).matches() && CHANNEL_ENDS.contains(frame.method()))) {
      return Role.MEETING;
    }
    return type.endsWith("Lock")
            || type.endsWith("Lock$ReadLock")
            || type.endsWith("Lock$WriteLock")
        ? Role.LOCK
        : Role.RESULT;
  }

  private static boolean isHelper(ThreadAt thread) {
    String name = thread.name();
    return !thread.virtual()
        && (JVMS.contains(name)
            || HELPERS.matcher(name).matches()
            || (OUR_HELPERS.matcher(name).matches()
                && thread.stack().stream().anyMatch(frame -> frame.type().startsWith(OURS))));
  }

  private static boolean isExecutors(List<Frame> stack) {
    return stack.stream()
            .anyMatch(frame ->
                EXECUTORS.stream().anyMatch(known -> frame.is(known.type(), known.method())))
        || stack.stream().allMatch(Doing::isSchedulers);
  }

  /// A worker's own frames, below or without a virtual thread.
  private static boolean isSchedulers(Frame frame) {
    return frame.type().startsWith(OURS)
        || frame.type().startsWith("java.lang.SmolscaleCarrier")
        || frame.type().startsWith("java.util.concurrent.ForkJoin")
        || frame.type().startsWith("java.util.concurrent.locks.LockSupport")
        || frame.type().startsWith("sun.nio.ch.EPoll")
        || frame.type().startsWith("sun.nio.ch.SmolscalePolls")
        || frame.type().startsWith("jdk.internal.")
        || frame.type().startsWith("java.lang.Thread")
        || frame.type().startsWith("java.lang.VirtualThread");
  }

  private static int indexOfSite(List<Frame> stack) {
    for (int i = 0; i < stack.size(); i++) {
      if (!stack.get(i).isMachinery()) {
        return i;
      }
    }
    return stack.size();
  }

  private static boolean isOutside(List<Frame> stack, int site) {
    return stack.stream().limit(site).anyMatch(frame -> OUTSIDE.matcher(frame.type()).matches());
  }

  /// The outermost call of a pool, among the frames from the top that are of pools, or of what they
  /// are made of.
  private static Optional<Frame> poolCall(List<Frame> stack, int site) {
    Frame found = null;
    for (Frame frame : stack.subList(site, stack.size())) {
      String type = frame.simpleType();
      if (NO_POOLS.contains(type)) {
        break;
      }
      boolean isPools = POOL.matcher(type).matches();
      if (isPools && POOL_CALL.matcher(frame.method()).matches()) {
        found = frame;
      } else if (!isPools && found != null) {
        break;
      } else if (!isPools && !sharesPackage(frame, stack.get(site))) {
        break;
      }
    }
    return Optional.ofNullable(found);
  }

  private static boolean sharesPackage(Frame one, Frame other) {
    return packageOf(one).equals(packageOf(other));
  }

  private static String packageOf(Frame frame) {
    int dot = frame.type().lastIndexOf('.');
    return dot < 0 ? "" : frame.type().substring(0, dot);
  }
}

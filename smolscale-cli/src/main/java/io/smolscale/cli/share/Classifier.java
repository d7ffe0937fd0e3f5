package io.smolscale.cli.share;

import io.smolscale.cli.dump.Frame;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Tells from a stack what its thread is doing.
///
/// It goes down from the top, the frame that runs. The first frame that stands for something
/// decides; so does the first frame of the program. A frame of the JDK that is neither, such as a
/// hash table's, is left to whoever called it.
final class Classifier {
  /// Classes by which threads wait for each other, on whatever scheduler.
  private static final Set<String> MEETING_PLACES =
      Set.of(
          "java.util.concurrent.ArrayBlockingQueue",
          "java.util.concurrent.CountDownLatch",
          "java.util.concurrent.CyclicBarrier",
          "java.util.concurrent.DelayQueue",
          "java.util.concurrent.Exchanger",
          "java.util.concurrent.LinkedBlockingDeque",
          "java.util.concurrent.LinkedBlockingQueue",
          "java.util.concurrent.LinkedTransferQueue",
          "java.util.concurrent.Phaser",
          "java.util.concurrent.PriorityBlockingQueue",
          "java.util.concurrent.Semaphore",
          "java.util.concurrent.SynchronousQueue");

  private static final Set<String> SOCKETS =
      Set.of(
          "sun.nio.ch.DatagramDispatcher",
          "sun.nio.ch.Net",
          "sun.nio.ch.SocketDispatcher",
          "sun.nio.ch.UnixDomainSockets");

  private static final Set<String> POLLERS =
      Set.of(
          "sun.nio.ch.Poller",
          "sun.nio.ch.EPollPoller",
          "sun.nio.ch.KQueuePoller",
          "sun.nio.ch.WEPollPoller",
          "sun.nio.ch.SmolscalePolls",
          "io.smolscale.internal.jdk.JdkPollers",
          "io.smolscale.internal.jdk.PollSet",
          "io.smolscale.internal.jdk.Registrations",
          "io.smolscale.internal.jdk.Sockets",
          "io.smolscale.internal.worker.Polling");

  private static final Set<String> STARTERS =
      Set.of(
          "java.lang.ThreadBuilders",
          "java.util.concurrent.ThreadPerTaskExecutor",
          "jdk.internal.vm.SharedThreadContainer",
          "jdk.internal.vm.ThreadContainers");

  private static final Set<String> POOLS =
      Set.of(
          "java.util.concurrent.ForkJoinPool",
          "java.util.concurrent.ScheduledThreadPoolExecutor",
          "java.util.concurrent.ThreadPoolExecutor");

  /// The pool of Kotlin's coroutines.
  private static final String COROUTINES = "kotlinx.coroutines.scheduling.";

  private static final Set<String> SELECTORS =
      Set.of(
          "io.netty.channel.epoll.Native",
          "sun.nio.ch.EPollSelectorImpl",
          "sun.nio.ch.KQueueSelectorImpl",
          "sun.nio.ch.SelectorImpl",
          "sun.nio.ch.WEPollSelectorImpl");

  /// Methods of `VirtualThread` that hand a thread to the scheduler.
  private static final Set<String> SUBMISSIONS =
      Set.of(
          "submitRunContinuation",
          "lazySubmitRunContinuation",
          "externalSubmitRunContinuation",
          "externalSubmitRunContinuationOrThrow");

  /// Where a thread's own code or a task begins: above it is the program, if it is not on top.
  private static final Set<String> BEGINNINGS =
      Set.of(
          "java.lang.VirtualThread.run",
          "java.util.concurrent.ThreadPerTaskExecutor$TaskRunner.run",
          "io.smolscale.internal.worker.PlainTask.run");

  /// The same, on threads of pools other than the carriers' and the JDK's helpers'.
  private static final Set<String> POOL_BEGINNINGS =
      Set.of(
          "java.util.concurrent.ForkJoinTask.doExec",
          "java.util.concurrent.ThreadPoolExecutor.runWorker");

  private Classifier() {}

  /// Returns what a thread of this sort does.
  ///
  /// @param stack its frames, from the top; they may be cut off at the bottom
  static Activity of(ThreadSort sort, List<Frame> stack) {
    Activity program = Activity.PROGRAM; // what it is when the program's frames begin
    for (int i = 0; i < stack.size(); i++) {
      Frame frame = stack.get(i);
      if (i > 0 && isBeginning(sort, frame)) {
        return program;
      }
      Activity part = part(sort, frame);
      if (part != null) {
        return part;
      }
      if (isPool(sort, frame)) {
        program = Activity.POOLS; // unless a virtual thread has called the pool of its carriers
      } else if (!frame.isMachinery()) {
        return program;
      }
    }
    return switch (sort) {
      case CARRIER -> Activity.QUEUES;
      case HELPER -> Activity.WAITING;
      case VIRTUAL, PLATFORM -> program;
    };
  }

  private static boolean isBeginning(ThreadSort sort, Frame frame) {
    String name = frame.type() + "." + frame.method();
    return BEGINNINGS.contains(name)
        || (sort == ThreadSort.PLATFORM && POOL_BEGINNINGS.contains(name));
  }

  private static boolean isPool(ThreadSort sort, Frame frame) {
    return (sort == ThreadSort.VIRTUAL || sort == ThreadSort.PLATFORM)
        && (POOLS.contains(outermost(frame.type())) || frame.type().startsWith(COROUTINES));
  }

  /// A loop that runs in a virtual thread is the program's.
  private static boolean isLoop(ThreadSort sort, String outer, String method) {
    return SELECTORS.contains(outer) && (sort == ThreadSort.PLATFORM || method.equals("wakeup"));
  }

  /// Returns what a frame of the JDK's or of smolscale's stands for; null if for nothing itself.
  private static @Nullable Activity part(ThreadSort sort, Frame frame) {
    String type = frame.type();
    String outer = outermost(type);
    if (type.startsWith("jdk.jfr.") || type.startsWith("io.smolscale.internal.jfr.")) {
      return Activity.JVM;
    }
    if (SOCKETS.contains(outer)) {
      return Activity.SOCKETS;
    }
    if (POLLERS.contains(outer)) {
      return Activity.WAITING;
    }
    if (isLoop(sort, outer, frame.method())) {
      return Activity.LOOPS;
    }
    if (outer.equals("java.lang.VirtualThread") || outer.equals("java.lang.BaseVirtualThread")) {
      return ofVirtualThread(frame.method());
    }
    if (type.startsWith("jdk.internal.vm.Continuation")) {
      return Activity.SWITCHING;
    }
    if (STARTERS.contains(outer)) {
      return Activity.STARTING;
    }
    if (type.startsWith("io.smolscale.internal.timer.")) {
      return Activity.WAITING;
    }
    if (type.startsWith("io.smolscale.internal.") || type.startsWith("java.lang.Smolscale")) {
      return Activity.QUEUES;
    }
    return sort == ThreadSort.VIRTUAL && isMeetingPlace(outer) ? Activity.HANDING_OVER : null;
  }

  private static Activity ofVirtualThread(String method) {
    if (SUBMISSIONS.contains(method)) {
      return Activity.QUEUES;
    }
    return switch (method) {
      case "start", "<init>", "afterTerminate", "run" -> Activity.STARTING;
      case "schedule", "cancelTimeoutTask" -> Activity.WAITING;
      default -> Activity.SWITCHING;
    };
  }

  /// The pool of the carriers is no place where virtual threads meet, but all waiting in the
  /// meeting places goes by way of its static methods.
  private static boolean isMeetingPlace(String outer) {
    return outer.startsWith("java.util.concurrent.locks.")
        || MEETING_PLACES.contains(outer)
        || outer.equals("jdk.internal.misc.InternalLock");
  }

  private static String outermost(String type) {
    int dollar = type.indexOf('$');
    return dollar < 0 ? type : type.substring(0, dollar);
  }
}

package io.smolscale.cli.share;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.cli.dump.Frame;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Stacks as recordings have them, written from the top.
class ClassifierTest {
  private static Activity of(ThreadSort sort, String... frames) {
    return Classifier.of(sort, stack(frames));
  }

  private static List<Frame> stack(String... frames) {
    return Stream.of(frames).map(frame -> Frame.parse(frame + "(Source.java)")).toList();
  }

  @Test
  void aProgramThatComputesIsItself() {
    assertThat(
            of(
                ThreadSort.VIRTUAL,
                "com.example.Shop.price",
                "java.lang.VirtualThread.run",
                "jdk.internal.vm.Continuation.enter"))
        .isEqualTo(Activity.PROGRAM);
  }

  @Test
  void whatTheJdkDoesForTheProgramIsTheProgram() {
    assertThat(
            of(
                ThreadSort.VIRTUAL,
                "java.util.HashMap.hash",
                "java.util.HashMap.get",
                "com.example.Shop.price"))
        .isEqualTo(Activity.PROGRAM);
  }

  @Test
  void aSystemCallOnASocketIsSaidApart() {
    assertThat(
            of(
                ThreadSort.VIRTUAL,
                "sun.nio.ch.SocketDispatcher.write0",
                "sun.nio.ch.NioSocketImpl.implWrite",
                "com.example.Server.answer"))
        .isEqualTo(Activity.SOCKETS);
  }

  @Test
  void aThreadWithoutAFrameOfTheProgramStillRunsTheProgram() {
    assertThat(
            of(
                ThreadSort.VIRTUAL,
                "java.util.Arrays.sort",
                "java.util.concurrent.FutureTask.run",
                "java.lang.VirtualThread.run"))
        .isEqualTo(Activity.PROGRAM);
    assertThat(
            of(
                ThreadSort.CARRIER,
                "java.util.Arrays.sort",
                "io.smolscale.internal.worker.PlainTask.run",
                "io.smolscale.internal.worker.Worker.run"))
        .isEqualTo(Activity.PROGRAM);
  }

  @Test
  void parkingAboveTheProgramIsSwitching() {
    assertThat(
            of(
                ThreadSort.VIRTUAL,
                "jdk.internal.vm.Continuation.yield0",
                "java.lang.VirtualThread.park",
                "java.util.concurrent.locks.LockSupport.park",
                "com.example.Shop.order"))
        .isEqualTo(Activity.SWITCHING);
  }

  @Test
  void goingOnIsSwitching() {
    assertThat(
            of(
                ThreadSort.CARRIER,
                "java.lang.VirtualThread.runContinuation",
                "java.util.concurrent.ForkJoinTask.doExec",
                "java.util.concurrent.ForkJoinPool.runWorker"))
        .isEqualTo(Activity.SWITCHING);
  }

  @Test
  void submittingIsTheSchedulersWhoeverWakes() {
    String[] frames = {
      "java.util.concurrent.ForkJoinPool.signalWork",
      "java.util.concurrent.ForkJoinPool.execute",
      "java.lang.VirtualThread.submitRunContinuation",
      "java.lang.VirtualThread.unpark",
      "java.util.concurrent.locks.LockSupport.unpark",
      "com.example.Shop.order"
    };
    assertThat(of(ThreadSort.PLATFORM, frames)).isEqualTo(Activity.QUEUES);
    assertThat(of(ThreadSort.VIRTUAL, frames)).isEqualTo(Activity.QUEUES);
  }

  @Test
  void aCarrierThatLooksForWorkIsTheSchedulers() {
    assertThat(
            of(
                ThreadSort.CARRIER,
                "jdk.internal.misc.Unsafe.park",
                "java.util.concurrent.ForkJoinPool.awaitWork",
                "java.util.concurrent.ForkJoinPool.runWorker"))
        .isEqualTo(Activity.QUEUES);
    assertThat(
            of(
                ThreadSort.CARRIER,
                "jdk.internal.misc.Unsafe.park",
                "io.smolscale.internal.worker.Rest.untilWork",
                "io.smolscale.internal.worker.Worker.run"))
        .isEqualTo(Activity.QUEUES);
  }

  @Test
  void aPoolThatWaitsForWorkIsAPool() {
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "jdk.internal.misc.Unsafe.park",
                "java.util.concurrent.ForkJoinPool.awaitWork",
                "java.util.concurrent.ForkJoinPool.runWorker"))
        .isEqualTo(Activity.POOLS);
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "jdk.internal.misc.Unsafe.park",
                "java.util.concurrent.locks.LockSupport.park",
                "java.util.concurrent.LinkedBlockingQueue.take",
                "java.util.concurrent.ThreadPoolExecutor.getTask",
                "java.util.concurrent.ThreadPoolExecutor.runWorker",
                "java.lang.Thread.run"))
        .isEqualTo(Activity.POOLS);
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "java.util.concurrent.locks.LockSupport.parkNanos",
                "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.park",
                "kotlinx.coroutines.scheduling.CoroutineScheduler$Worker.run"))
        .isEqualTo(Activity.POOLS);
  }

  @Test
  void handingATaskToAPoolIsThePoolsWhoeverDoesIt() {
    String[] frames = {
      "jdk.internal.misc.Unsafe.unpark",
      "java.util.concurrent.ForkJoinPool.signalWork",
      "java.util.concurrent.ForkJoinPool.execute",
      "com.example.Shop.order"
    };
    assertThat(of(ThreadSort.PLATFORM, frames)).isEqualTo(Activity.POOLS);
    assertThat(of(ThreadSort.VIRTUAL, frames)).isEqualTo(Activity.POOLS);
  }

  @Test
  void aTaskOfAPoolIsTheProgramAlsoIfItIsTheJdksCode() {
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "java.util.ArraysParallelSortHelpers$FJInt$Sorter.compute",
                "java.util.concurrent.ForkJoinTask.doExec",
                "java.util.concurrent.ForkJoinPool.runWorker"))
        .isEqualTo(Activity.PROGRAM);
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "java.util.concurrent.FutureTask.run",
                "java.util.concurrent.ThreadPoolExecutor.runWorker",
                "java.lang.Thread.run"))
        .isEqualTo(Activity.PROGRAM);
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "com.example.Shop.price",
                "java.util.concurrent.ForkJoinPool.runWorker"))
        .isEqualTo(Activity.PROGRAM);
  }

  @Test
  void aLockCountsBetweenVirtualThreadsAlone() {
    String[] frames = {
      "java.util.concurrent.locks.ReentrantLock.lock",
      "java.util.concurrent.ArrayBlockingQueue.put",
      "com.example.Shop.order"
    };
    assertThat(of(ThreadSort.VIRTUAL, frames)).isEqualTo(Activity.HANDING_OVER);
    assertThat(of(ThreadSort.PLATFORM, frames)).isEqualTo(Activity.PROGRAM);
  }

  @Test
  void aComparatorThatOrdersAQueueCountsAsTheProgram() {
    assertThat(
            of(
                ThreadSort.VIRTUAL,
                "com.example.Order.compareTo",
                "java.util.concurrent.PriorityBlockingQueue.put",
                "com.example.Shop.order"))
        .isEqualTo(Activity.PROGRAM);
  }

  @Test
  void aPollerWaitsForOthers() {
    assertThat(
            of(
                ThreadSort.HELPER,
                "sun.nio.ch.EPoll.wait",
                "sun.nio.ch.EPollPoller.poll",
                "sun.nio.ch.Poller.pollerLoop"))
        .isEqualTo(Activity.WAITING);
    assertThat(
            of(
                ThreadSort.VIRTUAL,
                "sun.nio.ch.EPoll.ctl",
                "sun.nio.ch.EPollPoller.implRegister",
                "sun.nio.ch.Poller.poll",
                "sun.nio.ch.NioSocketImpl.park",
                "com.example.Server.read"))
        .isEqualTo(Activity.WAITING);
  }

  @Test
  void aSelectorIsAnEventLoopsOnAPlatformThreadAndTheProgramsOnAVirtualOne() {
    String[] frames = {
      "sun.nio.ch.EPoll.wait", "sun.nio.ch.EPollSelectorImpl.doSelect", "com.example.EventLoop.run"
    };
    assertThat(of(ThreadSort.PLATFORM, frames)).isEqualTo(Activity.LOOPS);
    assertThat(of(ThreadSort.VIRTUAL, frames)).isEqualTo(Activity.PROGRAM);
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "io.netty.channel.epoll.Native.epollWait",
                "io.netty.channel.epoll.EpollIoHandler.run"))
        .isEqualTo(Activity.LOOPS);
  }

  @Test
  void wakingAnEventLoopIsTheLoopsWhoeverDoesIt() {
    assertThat(
            of(
                ThreadSort.VIRTUAL,
                "sun.nio.ch.EventFD.set",
                "sun.nio.ch.EPollSelectorImpl.wakeup",
                "com.example.Server.answer"))
        .isEqualTo(Activity.LOOPS);
  }

  @Test
  void aHelperOfTheJdkWaitsWhateverItsStack() {
    assertThat(
            of(
                ThreadSort.HELPER,
                "jdk.internal.misc.Unsafe.park",
                "java.util.concurrent.ThreadPoolExecutor.getTask",
                "java.util.concurrent.ThreadPoolExecutor.runWorker",
                "java.lang.Thread.run"))
        .isEqualTo(Activity.WAITING);
  }

  @Test
  void startingAThreadIsStarting() {
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "java.lang.ThreadBuilders.newVirtualThread",
                "java.lang.Thread.startVirtualThread",
                "com.example.Server.accept"))
        .isEqualTo(Activity.STARTING);
  }

  @Test
  void theRecorderIsTheJvm() {
    assertThat(
            of(
                ThreadSort.PLATFORM,
                "java.util.HashMap.put",
                "jdk.jfr.internal.MetadataRepository.register",
                "java.lang.Thread.run"))
        .isEqualTo(Activity.JVM);
  }

  @Test
  void aStackThatIsCutOffIsJudgedByItsTop() {
    assertThat(of(ThreadSort.VIRTUAL, "java.lang.VirtualThread.unmount"))
        .isEqualTo(Activity.SWITCHING);
    assertThat(of(ThreadSort.VIRTUAL, "java.lang.String.hashCode")).isEqualTo(Activity.PROGRAM);
  }

  @Test
  void aThreadsSortIsTakenFromItsGroupAndName() {
    assertThat(ThreadSort.of(true, "VirtualThreads", "Read-Poller")).isEqualTo(ThreadSort.VIRTUAL);
    assertThat(ThreadSort.of(false, "CarrierThreads", "ForkJoinPool-7-worker-1"))
        .isEqualTo(ThreadSort.CARRIER);
    assertThat(ThreadSort.of(false, "main", "ForkJoinPool-1-worker-1"))
        .isEqualTo(ThreadSort.PLATFORM);
    assertThat(ThreadSort.of(false, "InnocuousThreadGroup", "VirtualThread-unparker"))
        .isEqualTo(ThreadSort.HELPER);
    assertThat(ThreadSort.of(false, "", "")).isEqualTo(ThreadSort.PLATFORM);
  }
}

package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever looks for a virtual thread of ours finds it, with its stack.
@AlsoUnderAgent
class StackTracesTest {
  private static final int MANY = 3_000;

  @RegisterExtension private final TestScheduler on = new TestScheduler();
  private final CountDownLatch release = new CountDownLatch(1);
  private final AtomicBoolean stop = new AtomicBoolean();
  private final AtomicBoolean spinning = new AtomicBoolean();

  @Test
  void ofAParkedThread() throws Exception {
    Thread parked = on.start(this::waitForRelease);
    Eventually.isIn(parked, Thread.State.WAITING);
    assertThat(methodsOf(parked)).contains("waitForRelease");
    release.countDown();
    Eventually.ends(parked);
  }

  @Test
  void ofARunningThread() throws Exception {
    Thread running = on.start(this::spin);
    Eventually.holds("it spins", spinning::get);
    Eventually.holds("its stack shows it", () -> methodsOf(running).contains("spin"));
    stop.set(true);
    Eventually.ends(running);
  }

  @Test
  void ofAThreadThatIsOver() throws Exception {
    Thread over = on.start(() -> {});
    Eventually.ends(over);
    assertThat(over.getStackTrace()).isEmpty();
  }

  @Test
  void ofItself() throws Exception {
    StackTraceElement[] stack = on.call(() -> new Throwable().getStackTrace());
    assertThat(Arrays.stream(stack).map(StackTraceElement::getClassName))
        .as("a virtual thread does not show its worker")
        .noneMatch(name -> name.startsWith("io.smolscale.internal"));
  }

  @ParameterizedTest
  @EnumSource(ThreadDumpFormat.class)
  void theDumpOfAllThreadsHasOurs(ThreadDumpFormat format, @TempDir Path folder) throws Exception {
    Thread parked = on.unstarted(this::waitForRelease);
    parked.setName("parked-of-ours");
    parked.start();
    Thread running = on.unstarted(this::spin);
    running.setName("running-of-ours");
    running.start();
    Eventually.isIn(parked, Thread.State.WAITING);
    Eventually.holds("it spins", spinning::get);

    Path file = folder.resolve("dump");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), format);
    assertThat(Files.readString(file))
        .contains("parked-of-ours", "running-of-ours")
        .contains("waitForRelease", "StackTracesTest.spin")
        .contains(TestScheduler.workers() + "worker-", TestScheduler.workers() + "balancer");

    release.countDown();
    stop.set(true);
    Eventually.ends(parked);
    Eventually.ends(running);
  }

  @Test
  void theDumpHasManyThatAreParkedWhileOthersComeAndGo(@TempDir Path folder) throws Exception {
    List<Thread> parked = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      Thread thread = on.unstarted(this::waitForRelease);
      thread.setName("one-of-many");
      thread.start();
      parked.add(thread);
    }
    for (Thread thread : parked) {
      Eventually.isIn(thread, Thread.State.WAITING);
    }
    Thread starter =
        on.start(() -> {
          while (!stop.get()) {
            on.threads().newThread(Yield::now).start();
            Thread.sleep(1);
          }
        });
    Path file = folder.resolve("dump");
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
    assertThat(Files.readString(file).split("\"one-of-many\"", -1)).hasSize(MANY + 1);
    release.countDown();
    stop.set(true);
    for (Thread thread : parked) {
      Eventually.ends(thread);
    }
    Eventually.ends(starter);
  }

  private void waitForRelease() throws InterruptedException {
    release.await();
  }

  private void spin() {
    spinning.set(true);
    while (!stop.get()) {
      Thread.onSpinWait();
    }
  }

  private static List<String> methodsOf(Thread thread) {
    return Arrays.stream(thread.getStackTrace()).map(StackTraceElement::getMethodName).toList();
  }
}

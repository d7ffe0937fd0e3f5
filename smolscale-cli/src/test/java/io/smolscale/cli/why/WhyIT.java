package io.smolscale.cli.why;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import io.smolscale.cli.CommandRun;
import io.smolscale.cli.jvm.Child;
import io.smolscale.cli.why.hangs.Burns;
import io.smolscale.cli.why.hangs.ClassInit;
import io.smolscale.cli.why.hangs.EmptyPool;
import io.smolscale.cli.why.hangs.Healthy;
import io.smolscale.cli.why.hangs.LockOrder;
import io.smolscale.cli.why.hangs.PinnedLog;
import io.smolscale.cli.why.hangs.Rendezvous;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/// Programs that hang, each in a JVM of its own: the first line names the cause.
@EnabledOnOs({OS.LINUX, OS.MAC})
class WhyIT {
  private static final List<String> ON_JDK = List.of("-Djdk.virtualThreadScheduler.parallelism=2");

  private static List<String> onTwoWorkersAndNoMore() {
    List<String> options = new ArrayList<>(Child.onSmolscale());
    options.addAll(List.of("-Dsmolscale.parallelism=2", "-Dsmolscale.maxThreads=2"));
    return options;
  }

  private static CommandRun why(List<String> options, Class<?> main, String... arguments)
      throws Exception {
    try (Child child = Child.start(options, main, arguments)) {
      return settled(child);
    }
  }

  /// The program has said that it is ready, and is about to hang.
  private static CommandRun settled(Child child) {
    CommandRun run = CommandRun.of("why", child.pid());
    for (int tries = 0; run.exitCode() != 3 && tries < 3; tries++) {
      run = CommandRun.of("why", child.pid());
    }
    return run;
  }

  @Test
  void locksTakenInDifferentOrders() throws Exception {
    CommandRun run = why(Child.onSmolscale(), LockOrder.class, "mixed").assertExit(3);
    assertThat(run.firstLine())
        .startsWith("Deadlock: threads")
        .contains("\"orders\"", "\"refunds\"", "different orders");
    assertThat(run.out())
        .contains("wants the lock ReentrantLock@", "wants the monitor Object@")
        .contains("1 more thread waits behind them")
        .contains("LockOrder.inStock");
  }

  @Test
  void initialisersOfClassesThatNeedEachOther() throws Exception {
    CommandRun run = why(Child.onSmolscale(), ClassInit.class).assertExit(3);
    assertThat(run.firstLine())
        .startsWith("Deadlock in class initialisation")
        .contains("ClassInit$Config", "ClassInit$Registry");
  }

  @Test
  void noCarrierIsLeftForTheOwnerOfALog() throws Exception {
    CommandRun run = why(onTwoWorkersAndNoMore(), PinnedLog.class).assertExit(3);
    assertThat(run.firstLine())
        .startsWith("No carrier is left for")
        .contains("\"flushes\"", "ReentrantLock@", "pinned");
    assertThat(run.out()).contains("is in the initialiser of class PinnedLog$First");
  }

  @Test
  void aPoolIsEmpty() throws Exception {
    CommandRun run = why(Child.onSmolscale(), EmptyPool.class).assertExit(3);
    assertThat(run.firstLine())
        .startsWith("The pool is empty: 4 threads wait")
        .contains("getConnection");
    assertThat(run.out()).contains("EmptyPool.audit");
  }

  @Test
  void nobodyComesToARendezvous() throws Exception {
    CommandRun run = why(Child.onSmolscale(), Rendezvous.class).assertExit(3);
    assertThat(run.firstLine())
        .startsWith("A rendezvous that nobody answers: 3 threads wait in SynchronousQueue.put");
  }

  @Test
  void whereNothingIsWrongItSaysSo() throws Exception {
    try (Child child = Child.start(Child.onSmolscale(), Healthy.class)) {
      CommandRun run = CommandRun.of("why", "--json", child.pid()).assertExit(0);
      Map<String, Object> json = JSON.std.mapFrom(run.out());
      assertThat(json).containsEntry("findings", List.of()).doesNotContainKey("notSeen");
    }
  }

  // ---- longer

  @Test
  @EnabledIfSystemProperty(named = "smolscale.matrix", matches = "true")
  void theSameOnTheSchedulerOfTheJdk() throws Exception {
    assertThat(why(ON_JDK, LockOrder.class, "monitors").firstLine()).contains("different orders");
    assertThat(why(ON_JDK, LockOrder.class, "locks").firstLine()).startsWith("Deadlock");
    assertThat(why(ON_JDK, ClassInit.class).firstLine()).contains("class initialisation");
    assertThat(why(ON_JDK, PinnedLog.class).firstLine()).contains("No carrier", "ReentrantLock");
    assertThat(why(ON_JDK, EmptyPool.class).firstLine()).startsWith("The pool is empty");
    assertThat(why(ON_JDK, Rendezvous.class).firstLine()).startsWith("A rendezvous");
    assertThat(why(ON_JDK, Healthy.class).firstLine()).startsWith("Nothing to find");
  }

  @Test
  @EnabledIfSystemProperty(named = "smolscale.matrix", matches = "true")
  void aThreadBurnsItsCore() throws Exception {
    try (Child child = Child.start(Child.onSmolscale(), Burns.class)) {
      CommandRun run = CommandRun.of("why", child.pid()).assertExit(4);
      assertThat(run.firstLine()).contains("\"burner\" burns its core", "Burns.burn");
    }
  }
}

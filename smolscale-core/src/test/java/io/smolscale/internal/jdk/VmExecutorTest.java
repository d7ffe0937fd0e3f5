package io.smolscale.internal.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.queue.Stranded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A pool in name only: whatever it is asked, the host answers.
@SuppressWarnings("FutureReturnValueIgnored") // a timer is for its command
class VmExecutorTest {
  private final FakeHost host = new FakeHost();
  private final VmExecutor executor = new VmExecutor(host);

  @Test
  void tasksGoToTheHost() {
    Runnable task = () -> {};
    executor.execute(task);
    assertThat(host.tasks).containsExactly(task);
  }

  @Test
  void delaysGoToTheHostInNanoseconds() {
    executor.schedule(() -> {}, 3, TimeUnit.MILLISECONDS);
    executor.schedule(() -> {}, Long.MAX_VALUE, TimeUnit.DAYS);
    assertThat(host.delays).containsExactly(3_000_000L, Long.MAX_VALUE);
  }

  @Test
  void whoLooksAtTheClockSubmitsAProgramsCommandAndRunsItNot() {
    boolean[] ran = {false};
    executor.schedule(() -> ran[0] = true, 3, TimeUnit.MILLISECONDS);
    host.commands.getFirst().run();
    assertThat(ran[0]).isFalse();
    host.tasks.getFirst().run();
    assertThat(ran[0]).isTrue();
  }

  @Test
  void itReportsWhatTheHostDoes() {
    assertThat(executor.getParallelism()).isEqualTo(7);
    assertThat(executor.getPoolSize()).isEqualTo(5);
    assertThat(executor.getActiveThreadCount()).isEqualTo(3);
    assertThat(executor.getQueuedTaskCount()).isEqualTo(11);
    assertThat(executor).hasToString("a fake");
  }

  @Test
  void theParallelismStays() {
    assertThatThrownBy(() -> executor.setParallelism(3))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("smolscale.parallelism");
  }

  @Test
  void shutdownIsNotForTheVmToDecide() {
    executor.shutdown();
    assertThat(executor.isShutdown()).isFalse();
    executor.execute(() -> {});
    assertThat(host.tasks).hasSize(1);
  }

  private static final class FakeHost implements Host, Figures {
    final List<Runnable> tasks = new ArrayList<>();
    final List<Long> delays = new ArrayList<>();
    final List<Runnable> commands = new ArrayList<>();
    final Stranded stranded = new Stranded();

    @Override
    public void onContinue(Runnable task) {
      tasks.add(task);
    }

    @Override
    @SuppressWarnings("NullAway") // nobody looks at it
    public ScheduledFuture<?> schedule(Runnable command, long nanos) {
      delays.add(nanos);
      commands.add(command);
      return null;
    }

    @Override
    public Stranded stranded() {
      return stranded;
    }

    @Override
    public Figures figures() {
      return this;
    }

    @Override
    public int parallelism() {
      return 7;
    }

    @Override
    public int size() {
      return 5;
    }

    @Override
    public int busy() {
      return 3;
    }

    @Override
    public long waiting() {
      return 11;
    }

    @Override
    public String describe() {
      return "a fake";
    }
  }
}

package io.smolscale.internal.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smolscale.internal.queue.Stranded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
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
  @SuppressWarnings("NullAway") // null is what it refuses
  void aDelayWithoutACommandOrAUnitIsRefused() {
    assertThatThrownBy(() -> executor.schedule((Runnable) null, 3, TimeUnit.MILLISECONDS))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("command");
    assertThatThrownBy(() -> executor.schedule(() -> {}, 3, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("unit");
  }

  @Test
  void aThreadThatFiresTimersSubmitsAProgramsCommandAndDoesNotRunIt() {
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
  void theParallelismStaysWhereTheHostHasNoOther() {
    assertThatThrownBy(() -> executor.setParallelism(3))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("smolscale.parallelism");
  }

  @Test
  void theHostIsToldAnotherParallelism() {
    List<Integer> told = new ArrayList<>();
    VmExecutor changeable =
        new VmExecutor(
            new FakeHost() {
              @Override
              public int setParallelism(int size) {
                told.add(size);
                return 7;
              }
            });
    assertThat(changeable.setParallelism(1)).isEqualTo(7);
    assertThat(changeable.setParallelism(32_767)).isEqualTo(7);
    assertThat(told).containsExactly(1, 32_767);
  }

  /// The same as with the JDK's own.
  @Test
  void aParallelismThatNoPoolHasIsRefused() {
    try (ForkJoinPool theirs = new ForkJoinPool(2)) {
      for (int size : new int[] {0, -1, 32_768, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
        assertThatThrownBy(() -> theirs.setParallelism(size))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> executor.setParallelism(size))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("from 1 to 32767");
      }
    }
  }

  @Test
  void shutdownIsNotForTheVmToDecide() {
    executor.shutdown();
    assertThat(executor.isShutdown()).isFalse();
    executor.execute(() -> {});
    assertThat(host.tasks).hasSize(1);
  }

  private static class FakeHost implements Host, Figures {
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

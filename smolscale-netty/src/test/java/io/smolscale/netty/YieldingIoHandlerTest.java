package io.smolscale.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandle;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class YieldingIoHandlerTest {
  private final Behind behind = new Behind();
  private final YieldingIoHandler handler = new YieldingIoHandler(behind);
  private final Answers canBlock = new Answers();

  @Test
  void aLoopThatHasNoTaskAfterTheYieldWaits() {
    canBlock.are(true, true);
    assertThat(handler.run(canBlock)).isEqualTo(Behind.HANDLED);
    assertThat(behind.runs).isEqualTo(1);
  }

  @Test
  void aLoopThatHasTasksAfterTheYieldRunsThemAndThenLooksAtItsChannelsAtOnce() {
    canBlock.are(true, false);
    assertThat(handler.run(canBlock)).isZero();
    assertThat(behind.runs).isZero();
    canBlock.are();
    assertThat(handler.run(canBlock)).isEqualTo(Behind.HANDLED);
    assertThat(behind.runs).isEqualTo(1);
  }

  @Test
  void aLoopThatHasTasksInAnyCaseDoesNotYield() {
    canBlock.are(false);
    assertThat(handler.run(canBlock)).isEqualTo(Behind.HANDLED);
  }

  @Test
  void aLoopIsWokenOnlyWhileItWaits() {
    handler.wakeup();
    assertThat(behind.wakeUps).isZero();
    behind.whileItWaits = handler::wakeup;
    canBlock.are(false);
    handler.run(canBlock);
    assertThat(behind.wakeUps).isEqualTo(1);
    handler.wakeup();
    assertThat(behind.wakeUps).isEqualTo(1);
  }

  private static final class Behind implements IoHandler {
    private static final int HANDLED = 7;

    private int runs;
    private int wakeUps;
    private Runnable whileItWaits = () -> {};

    @Override
    public int run(IoHandlerContext context) {
      runs++;
      whileItWaits.run();
      return HANDLED;
    }

    @Override
    public IoRegistration register(IoHandle handle) {
      throw new AssertionError();
    }

    @Override
    public void wakeup() {
      wakeUps++;
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> handleType) {
      return handleType.equals(NioIoHandle.class);
    }
  }

  /// Of a loop to whether it may wait, one after the other.
  private static final class Answers implements IoHandlerContext {
    private final Queue<Boolean> answers = new ArrayDeque<>();

    private void are(Boolean... some) {
      answers.addAll(List.of(some));
    }

    @Override
    public boolean canBlock() {
      return answers.remove();
    }

    @Override
    public long delayNanos(long currentTimeNanos) {
      throw new AssertionError();
    }

    @Override
    public long deadlineNanos() {
      throw new AssertionError();
    }
  }
}

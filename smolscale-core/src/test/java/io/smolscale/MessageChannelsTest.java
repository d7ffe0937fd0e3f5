package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.ChannelClosed;
import com.softwaremill.jox.ChannelDoneException;
import com.softwaremill.jox.Select;
import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages between tasks: the JDK's queues and Jox channels, in the ways that docs/channels.md
/// describes.
class MessageChannelsTest {
  private static final int MESSAGES = Effort.times(20_000);
  private static final int MEMBERS = 50;

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  /// What all of them can do.
  interface Line {
    void put(int message) throws InterruptedException;

    int take() throws InterruptedException;
  }

  record Named(String name, java.util.function.Supplier<Line> make) {
    @Override
    public String toString() {
      return name;
    }
  }

  private record OfQueue(BlockingQueue<Integer> queue) implements Line {
    @Override
    public void put(int message) throws InterruptedException {
      queue.put(message);
    }

    @Override
    public int take() throws InterruptedException {
      return queue.take();
    }
  }

  private record OfChannel(Channel<Integer> channel) implements Line {
    @Override
    public void put(int message) throws InterruptedException {
      channel.send(message);
    }

    @Override
    public int take() throws InterruptedException {
      return channel.receive();
    }
  }

  static Stream<Named> lines() {
    return Stream.of(
        new Named("array 1", () -> new OfQueue(new ArrayBlockingQueue<>(1))),
        new Named("array 100", () -> new OfQueue(new ArrayBlockingQueue<>(100))),
        new Named("linked", () -> new OfQueue(new LinkedBlockingQueue<>())),
        new Named("synchronous", () -> new OfQueue(new SynchronousQueue<>())),
        new Named("transfer", () -> new OfQueue(new LinkedTransferQueue<>())),
        new Named("jox rendezvous", () -> new OfChannel(Channel.newRendezvousChannel())),
        new Named("jox 100", () -> new OfChannel(Channel.newBufferedChannel(100))),
        new Named("jox unlimited", () -> new OfChannel(Channel.newUnlimitedChannel())));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void messagesArriveInTheirOrder(Named line) throws Exception {
    Line there = line.make().get();
    Thread sender =
        on.start(() -> {
          for (int i = 0; i < MESSAGES; i++) {
            there.put(i);
          }
        });
    on.run(() -> {
      for (int i = 0; i < MESSAGES; i++) {
        assertThat(there.take()).isEqualTo(i);
      }
    });
    Eventually.ends(sender);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void manySendToManyAndNothingIsLost(Named line) throws Exception {
    Line there = line.make().get();
    Tally tally = new Tally(MESSAGES);
    List<Thread> all = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      int first = t;
      all.add(
          on.start(() -> {
            for (int i = first; i < MESSAGES; i += 4) {
              there.put(i);
            }
          }));
      all.add(
          on.start(() -> {
            for (int i = first; i < MESSAGES; i += 4) {
              tally.mark(there.take());
            }
          }));
    }
    for (Thread thread : all) {
      Eventually.ends(thread);
    }
    tally.assertEachOnce();
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aRingPassesOneMessageOn(Named line) throws Exception {
    List<Line> lines = Stream.generate(line.make()).limit(MEMBERS).toList();
    List<Thread> members = new ArrayList<>();
    int laps = MESSAGES / MEMBERS;
    for (int m = 0; m < MEMBERS; m++) {
      int place = m;
      members.add(
          on.start(() -> {
            for (int lap = 0; lap < laps; lap++) {
              int message = lines.get(place).take();
              if (place < MEMBERS - 1 || lap < laps - 1) {
                lines.get((place + 1) % MEMBERS).put(message + 1);
              } else {
                assertThat(message).isEqualTo(laps * MEMBERS - 1);
              }
            }
          }));
    }
    on.run(() -> lines.getFirst().put(0));
    for (Thread member : members) {
      Eventually.ends(member);
    }
  }

  @ParameterizedTest
  @MethodSource("lines")
  void platformThreadsMayTakePart(Named line) throws Exception {
    Line there = line.make().get();
    Line back = line.make().get();
    Thread echo =
        on.start(() -> {
          for (int i = 0; i < 1_000; i++) {
            back.put(there.take());
          }
        });
    for (int i = 0; i < 1_000; i++) {
      there.put(i);
      assertThat(back.take()).isEqualTo(i);
    }
    Eventually.ends(echo);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void anInterruptEndsTheWait(Named line) throws Exception {
    Line there = line.make().get();
    Thread receiver =
        on.start(() -> assertThatThrownBy(there::take).isInstanceOf(InterruptedException.class));
    Eventually.isIn(receiver, Thread.State.WAITING);
    receiver.interrupt();
    Eventually.ends(receiver);
    Thread sender = on.start(() -> there.put(7)); // the one that gave up is not given it
    assertThat(on.call(there::take)).isEqualTo(7);
    Eventually.ends(sender);
  }

  @Test
  void anExchangerSwaps() throws Exception {
    Exchanger<Integer> exchanger = new Exchanger<>();
    Thread other =
        on.start(() -> {
          for (int i = 0; i < 1_000; i++) {
            assertThat(exchanger.exchange(-i)).isEqualTo(i);
          }
        });
    on.run(() -> {
      for (int i = 0; i < 1_000; i++) {
        assertThat(exchanger.exchange(i)).isEqualTo(-i);
      }
    });
    Eventually.ends(other);
  }

  // ---- what only channels can do

  @Test
  void aChannelThatIsDoneIsEmptiedFirst() throws Exception {
    Channel<Integer> channel = Channel.newBufferedChannel(10);
    on.run(() -> {
      channel.send(1);
      channel.done();
      assertThat(channel.receive()).isEqualTo(1);
      assertThatThrownBy(channel::receive).isInstanceOf(ChannelDoneException.class);
      assertThat(channel.receiveOrClosed()).isInstanceOf(ChannelClosed.class);
    });
  }

  @Test
  void aSelectTakesWhatComesFirst() throws Exception {
    Channel<Integer> left = Channel.newRendezvousChannel();
    Channel<Integer> right = Channel.newRendezvousChannel();
    Thread lefty = on.start(() -> sendAll(left, 0));
    Thread righty = on.start(() -> sendAll(right, 1));
    Tally tally = new Tally(2_000);
    on.run(() -> {
      for (int i = 0; i < 2_000; i++) {
        tally.mark(Select.select(left.receiveClause(), right.receiveClause()));
      }
    });
    tally.assertEachOnce();
    Eventually.ends(lefty);
    Eventually.ends(righty);
  }

  private static void sendAll(Channel<Integer> channel, int first) throws InterruptedException {
    for (int i = first; i < 2_000; i += 2) {
      channel.send(i);
    }
  }
}

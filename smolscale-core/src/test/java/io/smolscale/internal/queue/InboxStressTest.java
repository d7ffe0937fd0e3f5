package io.smolscale.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Effort;
import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// Several threads add, several poll: each task comes out once, and the counters end up right.
class InboxStressTest {
  private static final int ADDERS = 3;
  private static final int EACH = Effort.times(100_000);

  @Test
  void eachTaskComesOutOnce() throws Exception {
    Tally tally = new Tally(ADDERS * EACH);
    Inbox inbox = new Inbox();
    AtomicBoolean done = new AtomicBoolean();
    List<Thread> adders = new ArrayList<>();
    List<Thread> pollers = new ArrayList<>();
    for (int p = 0; p < 2; p++) {
      pollers.add(start(() -> pollUntil(inbox, done)));
    }
    for (int a = 0; a < ADDERS; a++) {
      int first = a * EACH;
      adders.add(
          start(() -> {
            for (int i = first; i < first + EACH; i++) {
              inbox.add(tally.task(i));
            }
          }));
    }
    for (Thread adder : adders) {
      Eventually.ends(adder);
    }
    done.set(true);
    for (Thread poller : pollers) {
      Eventually.ends(poller);
    }
    tally.assertEachOnce();
    assertThat(inbox.isEmpty()).isTrue();
    assertThat(inbox.size()).isZero();
    assertThat(inbox.added()).isEqualTo(inbox.taken()).isEqualTo((long) ADDERS * EACH);
  }

  private static void pollUntil(Inbox inbox, AtomicBoolean done) {
    while (true) {
      boolean last = done.get(); // before the poll, so that an empty inbox then is the end
      Runnable task = inbox.poll();
      if (task != null) {
        task.run();
      } else if (last) {
        return;
      }
    }
  }

  private static Thread start(Runnable body) {
    return Thread.ofPlatform().daemon().start(body);
  }
}

package io.smolscale.internal.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.jdk.Jdk25;
import io.smolscale.internal.worker.Witness.Suspect;
import io.smolscale.testkit.Eventually;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What is taken down, on a clock that is made up.
class WitnessTest {
  private static final long SECOND = 1_000_000_000;

  private final Witness witness = new Witness("test", Jdk25.VM);
  private final Crew crew = new Crew(new Parts(Jdk25.VM, "witness", 1, 1, null, () -> 0));
  private CountDownLatch release = new CountDownLatch(1);

  @AfterEach
  void close() throws Exception {
    release.countDown();
    crew.close();
    Eventually.opens(crew.ended());
  }

  @Test
  void nobodyWasSeenYet() throws InterruptedException {
    assertThat(witness.kept()).isEmpty();
    look(0, List.of());
    assertThat(witness.kept()).isEmpty();
  }

  @Test
  void aTaskIsSeenOnce() throws Exception {
    Suspect suspect = occupy();
    look(0, List.of(suspect));
    assertThat(witness.kept()).hasSize(1);
    Witness.Sighting seen = witness.kept().getFirst();
    assertThat(seen.worker())
        .isEqualTo(suspect.worker().thread.getName())
        .isEqualTo(seen.threadName());
    assertThat(seen.threadId()).isEqualTo(suspect.worker().thread.threadId());
    assertThat(seen.stack()).anyMatch(frame -> frame.getMethodName().equals("beStuck"));
    look(10 * SECOND, List.of(suspect));
    assertThat(witness.kept()).containsExactly(seen);
  }

  @Test
  void aTaskThatIsOverIsNotSeen() throws Exception {
    Suspect over = occupy();
    Suspect suspect = next();
    look(0, List.of(over));
    assertThat(witness.kept()).isEmpty();
    look(SECOND, List.of(suspect));
    assertThat(witness.kept()).hasSize(1);
  }

  @Test
  void aWorkerThatSleepsIsNotSeen() throws Exception {
    Suspect suspect = occupy();
    release.countDown();
    Eventually.holds("the worker sleeps", () -> crew.awake() == 0);
    look(0, List.of(suspect));
    assertThat(witness.kept()).isEmpty();
  }

  @Test
  void itLooksOnceASecond() throws Exception {
    look(0, List.of(occupy()));
    Suspect second = next();
    look(SECOND - 1, List.of(second));
    assertThat(witness.kept()).hasSize(1);
    look(SECOND, List.of(second));
    assertThat(witness.kept()).hasSize(2);
  }

  @Test
  void theLastOnesAreKept() throws Exception {
    Suspect suspect = occupy();
    long now = 0;
    for (int i = 0; i < Witness.KEPT + 4; i++) {
      look(now, List.of(suspect));
      now += SECOND;
      suspect = next();
    }
    assertThat(witness.kept()).hasSize(Witness.KEPT);
    assertThat(witness.kept().getFirst().task()).isEqualTo(5);
    assertThat(witness.kept().getLast().task()).isEqualTo(Witness.KEPT + 4);
  }

  @Test
  void itIsLogged() throws Exception {
    Queue<String> logged = new ConcurrentLinkedQueue<>();
    Logger logger = Logger.getLogger("io.smolscale");
    Handler handler = new Collecting(logged);
    logger.addHandler(handler);
    logger.setLevel(Level.FINE);
    try {
      Suspect suspect = occupy();
      look(0, List.of(suspect));
      Eventually.holds("it is logged", () -> !logged.isEmpty());
      assertThat(logged.element())
          .contains(suspect.worker().thread.getName(), "is stuck in thread #", "beStuck");
    } finally {
      logger.setLevel(null);
      logger.removeHandler(handler);
    }
  }

  private void look(long now, List<Suspect> suspects) throws InterruptedException {
    witness.look(now, suspects);
    Eventually.holds("it has looked", () -> !witness.isLooking());
    witness.serve(now);
  }

  /// Ends the task that the worker is in, and puts it into another.
  private Suspect next() throws InterruptedException {
    release.countDown();
    release = new CountDownLatch(1);
    return occupy();
  }

  private Suspect occupy() throws InterruptedException {
    CountDownLatch until = release;
    CountDownLatch began = new CountDownLatch(1);
    AtomicReference<Worker> worker = new AtomicReference<>();
    crew.execute(
        new PlainTask(() -> {
          worker.set(Worker.current());
          beStuck(began, until);
        }));
    Eventually.opens(began);
    return new Suspect(worker.get(), worker.get().started());
  }

  private static void beStuck(CountDownLatch began, CountDownLatch until) {
    began.countDown();
    Eventually.opensUnchecked(until);
  }

  private static final class Collecting extends Handler {
    private final Queue<String> messages;

    Collecting(Queue<String> messages) {
      this.messages = messages;
    }

    @Override
    public void publish(LogRecord entry) {
      messages.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}

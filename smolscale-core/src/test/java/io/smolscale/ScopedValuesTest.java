package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import io.smolscale.testkit.Yield;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Scoped values stay with the virtual thread over yields, sleeps and changes of worker.
@AlsoUnderAgent
class ScopedValuesTest {
  private static final ScopedValue<String> VALUE = ScopedValue.newInstance();

  @RegisterExtension private final TestScheduler on = new TestScheduler();

  @Test
  void eachThreadSeesItsOwn() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 50; t++) {
      String mine = "of " + t;
      threads.add(
          on.start(() -> {
            assertThat(VALUE.isBound()).isFalse();
            ScopedValue.where(VALUE, mine).run(() -> checkAlong(mine));
            assertThat(VALUE.isBound()).isFalse();
          }));
    }
    for (Thread thread : threads) {
      Eventually.ends(thread);
    }
  }

  @Test
  void aPlainTaskSeesItsOwnOnly() throws Exception {
    for (int i = 0; i < 20; i++) {
      String bound = on.callPlain(() -> ScopedValue.where(VALUE, "a task's").call(VALUE::get));
      assertThat(bound).isEqualTo("a task's");
      assertThat(on.callPlain(VALUE::isBound)).isFalse();
      assertThat(on.call(VALUE::isBound)).isFalse();
    }
  }

  private static void checkAlong(String mine) {
    for (int i = 0; i < 20; i++) {
      Yield.now();
      assertThat(VALUE.get()).isEqualTo(mine);
    }
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(VALUE.get()).isEqualTo(mine);
    ScopedValue.where(VALUE, "inner")
        .run(() -> {
          Yield.now();
          assertThat(VALUE.get()).isEqualTo("inner");
        });
    assertThat(VALUE.get()).isEqualTo(mine);
  }
}

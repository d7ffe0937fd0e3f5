package io.smolscale.stress;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.internal.worker.Sleepers;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// What a [Bed] takes for granted, and a test that uses it would not notice.
class BedTest {
  private final Sleepers sleepers = new Sleepers();
  private final Bed bed = new Bed(sleepers);
  private final AtomicInteger looks = new AtomicInteger();

  @Test
  void aWorkerLooksForWorkOnceAndAfterItHasAnnouncedItsSleep() {
    boolean parked = bed.fallAsleep(() -> looksAsAnnounced(false));
    assertThat(parked).isTrue();
    assertThat(looks).hasValue(1);
  }

  @Test
  void aWorkerThatRetiresDoesSoToo() {
    boolean retired = bed.retire(() -> looksAsAnnounced(true));
    assertThat(retired).isFalse();
    assertThat(looks).hasValue(1);
  }

  private boolean looksAsAnnounced(boolean found) {
    looks.incrementAndGet();
    assertThat(bed.isAsleep()).as("its state when it looks").isTrue();
    assertThat(sleepers.awake()).as("who is counted as awake when it looks").isZero();
    return found;
  }
}

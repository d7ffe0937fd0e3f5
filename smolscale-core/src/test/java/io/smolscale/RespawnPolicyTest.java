package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RespawnPolicyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  // ---- delays

  @Test
  void immediateDoesNotWait() {
    assertThat(delays(RespawnPolicy.immediate(), 0, 0)).containsOnly(Duration.ZERO);
  }

  @Test
  void aFixedDelayIsTheSameEachTime() {
    assertThat(delays(RespawnPolicy.fixedDelay(SECOND), 0, 1_000_000)).containsOnly(SECOND);
    assertThat(delays(RespawnPolicy.fixedDelay(Duration.ZERO), 0)).containsOnly(Duration.ZERO);
  }

  @Test
  void jitterStaysBetweenItsBoundsInEitherOrder() {
    for (RespawnPolicy policy :
        List.of(
            RespawnPolicy.jitteredDelay(SECOND, MINUTE),
            RespawnPolicy.jitteredDelay(MINUTE, SECOND))) {
      assertThat(policy).isEqualTo(new RespawnPolicy.JitteredDelay(SECOND, MINUTE));
      Set<Duration> drawn = new HashSet<>(delays(policy, new long[1_000]));
      assertThat(drawn).hasSizeGreaterThan(900).allMatch(d -> isBetween(d, SECOND, MINUTE));
    }
  }

  @Test
  void jitterTakesBothBounds() {
    Duration two = Duration.ofNanos(2);
    Duration three = Duration.ofNanos(3);
    assertThat(delays(RespawnPolicy.jitteredDelay(two, three), new long[1_000]))
        .contains(two, three)
        .allMatch(d -> isBetween(d, two, three));
    assertThat(delays(RespawnPolicy.jitteredDelay(two, two), new long[10])).containsOnly(two);
    assertThat(delays(RespawnPolicy.jitteredDelay(FOREVER, FOREVER), new long[10]))
        .containsOnly(Duration.ofNanos(Long.MAX_VALUE));
    assertThat(delays(RespawnPolicy.jitteredDelay(Duration.ZERO, FOREVER), new long[1_000]))
        .noneMatch(Duration::isNegative);
  }

  @Test
  void aBackoffDoublesUpToItsCap() {
    RespawnPolicy policy = RespawnPolicy.exponentialBackoff(seconds(1), seconds(10));
    assertThat(delays(policy, new long[7]))
        .containsExactly(
            seconds(1), seconds(2), seconds(4), seconds(8), seconds(10), seconds(10), seconds(10));
  }

  @Test
  void aBackoffBeginsAnewAfterAHealthyRun() {
    RespawnPolicy policy = RespawnPolicy.exponentialBackoff(seconds(1), seconds(10), seconds(60));
    long almost = MINUTE.toNanos() - 1;
    assertThat(delays(policy, 0, almost, almost, MINUTE.toNanos(), 0, 0, Long.MAX_VALUE))
        .containsExactly(
            seconds(1), seconds(2), seconds(4), seconds(1), seconds(2), seconds(4), seconds(1));
  }

  @Test
  void aBackoffDoesNotOverflow() {
    RespawnPolicy policy = RespawnPolicy.exponentialBackoff(Duration.ofNanos(1), FOREVER);
    List<Duration> delays = delays(policy, new long[200]);
    assertThat(delays).noneMatch(Duration::isNegative).isSorted();
    assertThat(delays.getLast()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    assertThat(delays(RespawnPolicy.exponentialBackoff(SECOND, SECOND), new long[3]))
        .containsOnly(SECOND);
  }

  @Test
  void eachImmortalHasABackoffOfItsOwn() {
    RespawnPolicy policy = RespawnPolicy.exponentialBackoff(seconds(1), seconds(10));
    assertThat(delays(policy, 0, 0)).isEqualTo(delays(policy, 0, 0));
  }

  // ---- what makes no sense

  @Test
  void negativeDelaysAreRefused() {
    Duration negative = Duration.ofNanos(-1);
    assertRefused(() -> RespawnPolicy.fixedDelay(negative), "delay must not be negative");
    assertRefused(() -> RespawnPolicy.jitteredDelay(negative, SECOND), "least must not be");
    assertRefused(() -> RespawnPolicy.jitteredDelay(SECOND, negative), "most must not be");
    assertRefused(() -> RespawnPolicy.exponentialBackoff(negative, SECOND), "first must not be");
    assertRefused(() -> RespawnPolicy.exponentialBackoff(SECOND, negative), "cap must not be");
    assertRefused(
        () -> RespawnPolicy.exponentialBackoff(SECOND, SECOND, negative), "healthyAfter must not");
  }

  @Test
  void aBackoffThatCannotGrowIsRefused() {
    assertRefused(
        () -> RespawnPolicy.exponentialBackoff(Duration.ZERO, SECOND), "first must not be zero");
    assertRefused(
        () -> RespawnPolicy.exponentialBackoff(MINUTE, SECOND),
        "cap must be at least the first delay, PT1M, not PT1S");
  }

  @Test
  @SuppressWarnings("NullAway") // what a caller without NullAway may do
  void nullsAreRefused() {
    assertThatThrownBy(() -> RespawnPolicy.fixedDelay(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("delay");
    assertThatThrownBy(() -> RespawnPolicy.jitteredDelay(SECOND, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("most");
    assertThatThrownBy(() -> RespawnPolicy.exponentialBackoff(SECOND, null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("cap");
  }

  private static void assertRefused(Runnable make, String why) {
    assertThatThrownBy(make::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static List<Duration> delays(RespawnPolicy policy, long... lasted) {
    Pauses pauses = new Pauses(policy);
    return LongStream.of(lasted).mapToObj(pauses::after).toList();
  }

  private static boolean isBetween(Duration d, Duration least, Duration most) {
    return d.compareTo(least) >= 0 && d.compareTo(most) <= 0;
  }

  private static Duration seconds(long n) {
    return Duration.ofSeconds(n);
  }
}

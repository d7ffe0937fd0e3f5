package io.smolscale;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// The pauses between the runs of one immortal: a policy, and what it remembers from run to run.
/// For one thread.
final class Pauses {
  private final RespawnPolicy policy;
  private long backoff; // the last delay of a backoff in nanoseconds, 0 before the first

  Pauses(RespawnPolicy policy) {
    this.policy = policy;
  }

  /// Returns how long to wait after a run.
  ///
  /// @param lasted how long the run lasted, in nanoseconds
  Duration after(long lasted) {
    return Duration.ofNanos(
        switch (policy) {
          case RespawnPolicy.Immediate() -> 0;
          case RespawnPolicy.FixedDelay(Duration delay) -> nanos(delay);
          case RespawnPolicy.JitteredDelay(Duration least, Duration most) ->
              between(nanos(least), nanos(most));
          case RespawnPolicy.ExponentialBackoff(Duration first, Duration cap, Duration healthy) -> {
            boolean again = backoff == 0 || lasted >= nanos(healthy);
            backoff = again ? nanos(first) : twice(backoff, nanos(cap));
            yield backoff;
          }
        });
  }

  private static long between(long least, long most) {
    return most == Long.MAX_VALUE
        ? ThreadLocalRandom.current().nextLong(least - 1, most) + 1
        : ThreadLocalRandom.current().nextLong(least, most + 1);
  }

  private static long twice(long delay, long cap) {
    return delay > cap / 2 ? cap : 2 * delay;
  }

  /// In nanoseconds; 292 years if it is longer.
  private static long nanos(Duration duration) {
    return TimeUnit.NANOSECONDS.convert(duration);
  }
}

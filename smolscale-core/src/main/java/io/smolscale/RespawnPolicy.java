package io.smolscale;

import java.time.Duration;
import java.util.Objects;

/// When an [Immortal] runs its body again after the body has ended, whether it returned or threw.
///
/// ```java
/// Immortal.respawn(RespawnPolicy.fixedDelay(Duration.ofSeconds(1)), this::pollOnce);
/// ```
///
/// Policies are values: immutable, equal if they say the same, and good for any number of
/// immortals. Delays are as exact as [Thread#sleep(Duration)]; none may be negative, and very long
/// ones are cut to 292 years.
public sealed interface RespawnPolicy {
  /// Runs the body again at once, after the threads that wait to run have had their turn. A body
  /// that ends at once keeps a worker busy, but never to itself; each failure is reported.
  record Immediate() implements RespawnPolicy {}

  /// Waits for the same time each time.
  ///
  /// @param delay how long; zero is the same as [Immediate]
  record FixedDelay(Duration delay) implements RespawnPolicy {
    /// Checks the value.
    ///
    /// @throws IllegalArgumentException when it is negative
    public FixedDelay {
      requireNotNegative(delay, "delay");
    }
  }

  /// Waits for a time that is drawn anew each time, so that immortals that fail together do not
  /// come back together. Every time between the bounds, both included, is as likely as any other.
  ///
  /// @param least the shortest delay; the constructor takes the bounds in either order
  /// @param most the longest delay
  record JitteredDelay(Duration least, Duration most) implements RespawnPolicy {
    /// Checks the values, and puts them in order.
    ///
    /// @throws IllegalArgumentException when one is negative
    public JitteredDelay {
      requireNotNegative(least, "least");
      requireNotNegative(most, "most");
      if (least.compareTo(most) > 0) {
        Duration greater = least;
        least = most;
        most = greater;
      }
    }
  }

  /// Waits for `first`, then twice that, then twice that again, up to `cap`. A run that lasted for
  /// `healthyAfter` or longer was healthy, and the delay after it is `first` again; whether it
  /// returned or threw makes no difference.
  ///
  /// @param first the delay after a healthy run, and after the very first one; not zero
  /// @param cap the longest delay, at least `first`
  /// @param healthyAfter how long a run lasts that is healthy
  record ExponentialBackoff(Duration first, Duration cap, Duration healthyAfter)
      implements RespawnPolicy {
    /// Checks the values.
    ///
    /// @throws IllegalArgumentException when one is negative, `first` is zero, or `cap` is shorter
    ///   than `first`
    public ExponentialBackoff {
      requireNotNegative(first, "first");
      requireNotNegative(cap, "cap");
      requireNotNegative(healthyAfter, "healthyAfter");
      if (first.isZero()) {
        throw new IllegalArgumentException("first must not be zero: twice as long is no longer");
      }
      if (cap.compareTo(first) < 0) {
        throw new IllegalArgumentException(
            "cap must be at least the first delay, %s, not %s".formatted(first, cap));
      }
    }
  }

  /// Returns the policy to run again at once, after the threads that wait to run have had their
  /// turn.
  static RespawnPolicy immediate() {
    return new Immediate();
  }

  /// Returns the policy to wait for the same time each time.
  ///
  /// @throws IllegalArgumentException when it is negative
  static RespawnPolicy fixedDelay(Duration delay) {
    return new FixedDelay(delay);
  }

  /// Returns the policy to wait for a time drawn anew between two bounds, given in either order.
  ///
  /// @throws IllegalArgumentException when one is negative
  static RespawnPolicy jitteredDelay(Duration one, Duration other) {
    return new JitteredDelay(one, other);
  }

  /// Returns the policy to wait for a time that doubles up to `cap`, and is `first` again after a
  /// run that lasted for `cap` or longer.
  ///
  /// @throws IllegalArgumentException when one is negative, `first` is zero, or `cap` is shorter
  ///   than `first`
  static RespawnPolicy exponentialBackoff(Duration first, Duration cap) {
    return new ExponentialBackoff(first, cap, cap);
  }

  /// Returns the policy to wait for a time that doubles up to `cap`, and is `first` again after a
  /// run that lasted for `healthyAfter` or longer.
  ///
  /// @throws IllegalArgumentException when one is negative, `first` is zero, or `cap` is shorter
  ///   than `first`
  static RespawnPolicy exponentialBackoff(Duration first, Duration cap, Duration healthyAfter) {
    return new ExponentialBackoff(first, cap, healthyAfter);
  }

  private static void requireNotNegative(Duration value, String name) {
    Objects.requireNonNull(value, name);
    if (value.isNegative()) {
      throw new IllegalArgumentException("%s must not be negative, not %s".formatted(name, value));
    }
  }
}

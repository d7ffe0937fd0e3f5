package io.smolscale.internal.observe;

/// What a parked virtual thread waits for.
public enum Reason {
  LOCK,
  CONDITION,
  SOCKET,
  TIMER,
  QUEUE,
  SLEEP,
  OTHER
}

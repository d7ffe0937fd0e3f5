package io.smolscale.internal.worker;

import java.util.Arrays;

/// The parkers of a crew's workers, the homes first. Any thread may look; the array is copied on
/// each change, which is rare.
final class Members {
  private volatile Parker[] parkers = {};

  /// Returns all, the homes first. Not to be changed.
  Parker[] all() {
    return parkers;
  }

  /// Returns how many there are.
  int count() {
    return parkers.length;
  }

  /// Returns whether it is the first: that of the first home worker.
  boolean isFirst(Parker parker) {
    return parkers[0].equals(parker);
  }

  /// Lets a worker in: a home before the spares.
  synchronized void add(Parker parker) {
    Parker[] now = parkers;
    int place = now.length;
    while (!parker.isSpare() && place > 0 && now[place - 1].isSpare()) {
      place--;
    }
    Parker[] grown = Arrays.copyOf(now, now.length + 1);
    System.arraycopy(now, place, grown, place + 1, now.length - place);
    grown[place] = parker;
    parkers = grown;
  }

  /// Puts the homes first again, after some have become spares or spares have become homes. Until
  /// then a home that sleeps may stand behind spares, where it is not found while as many are awake
  /// as there may be.
  synchronized void arrange() {
    Parker[] now = parkers;
    Parker[] arranged = new Parker[now.length];
    int place = 0;
    for (Parker parker : now) {
      if (!parker.isSpare()) {
        arranged[place++] = parker;
      }
    }
    for (Parker parker : now) {
      if (parker.isSpare()) {
        arranged[place++] = parker;
      }
    }
    parkers = arranged;
  }

  /// Lets a worker go.
  synchronized void remove(Parker parker) {
    for (int i = 0; i < parkers.length; i++) {
      if (parkers[i].equals(parker)) {
        Parker[] fewer = Arrays.copyOf(parkers, parkers.length - 1);
        System.arraycopy(parkers, i + 1, fewer, i, fewer.length - i);
        parkers = fewer;
        return;
      }
    }
  }

  /// Returns whether somebody is awake. Exact, by the states: a member that is up at the call and
  /// stays up is seen.
  boolean anyAwake() {
    for (Parker parker : parkers) {
      if (parker.isAwake()) {
        return true;
      }
    }
    return false;
  }

  /// Returns whether somebody is awake, or in a task that has said that it blocks. Exact, as
  /// [#anyAwake].
  boolean anyUp() {
    for (Parker parker : parkers) {
      if (parker.isAwake() || parker.isBlocking()) {
        return true;
      }
    }
    return false;
  }
}

package io.smolscale.internal.worker;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All crews of this copy of smolscale, for observers from outside. It keeps none of them.
public final class Crews {
  private static final List<WeakReference<Crew>> ALL = new ArrayList<>(); // guarded by itself
  private static @Nullable Tap tap; // guarded by ALL

  private Crews() {}

  /// Notes a crew that was made.
  static void made(Crew crew) {
    synchronized (ALL) {
      crew.tap(tap);
      for (int i = ALL.size() - 1;
          i >= 0;
          i--) { // no lambda: on the way of the first virtual thread
        if (ALL.get(i).get() == null) {
          ALL.remove(i);
        }
      }
      ALL.add(new WeakReference<>(crew));
    }
  }

  /// Has this look at all that comes in at any crew from now on, also at those that are made later;
  /// nobody, if it is null.
  public static void tap(@Nullable Tap next) {
    synchronized (ALL) {
      tap = next;
      for (WeakReference<Crew> known : ALL) {
        Crew crew = known.get();
        if (crew != null) {
          crew.tap(next);
        }
      }
    }
  }

  /// Returns those that have a thread, in the order in which they were made.
  public static List<Crew> withThreads() {
    List<Crew> crews = new ArrayList<>();
    synchronized (ALL) {
      for (WeakReference<Crew> known : ALL) {
        Crew crew = known.get();
        if (crew != null && crew.figures().size() > 0) {
          crews.add(crew);
        }
      }
    }
    return crews;
  }
}

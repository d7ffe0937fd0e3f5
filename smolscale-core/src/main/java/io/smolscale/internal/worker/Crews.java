package io.smolscale.internal.worker;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/// All crews of this copy of smolscale, for whoever looks on from outside. It keeps none of them.
public final class Crews {
  private static final List<WeakReference<Crew>> ALL = new ArrayList<>(); // guarded by itself

  private Crews() {}

  /// Notes a crew that was made.
  static void made(Crew crew) {
    synchronized (ALL) {
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

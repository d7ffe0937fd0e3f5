package io.smolscale;

import io.smolscale.internal.runtime.Global;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/// The schedulers of this process, for those who observe it. It keeps none from being collected.
final class Schedulers {
  private static final Set<Scheduler> ALL =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private static volatile boolean haveBeans;

  private Schedulers() {}

  /// One was made.
  static void made(Scheduler scheduler) {
    ALL.add(scheduler);
  }

  /// Notes that beans are in use: a scheduler that ends has its own removed.
  static void haveBeans() {
    haveBeans = true;
  }

  /// One takes no more work.
  static void closed() {
    if (haveBeans) {
      SchedulerBeans.removeThoseThatAreOver();
    }
  }

  /// Returns the schedulers that there are; the global one if it is in use.
  static List<Scheduler> all() {
    if (Global.isInUse()) {
      Smolscale.scheduler();
    }
    synchronized (ALL) {
      return new ArrayList<>(ALL);
    }
  }
}

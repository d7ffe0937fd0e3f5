package io.smolscale.internal.jdk;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Which threads others wait for, as far as the JDK knows and its thread dumps do not say. For
/// reports. It is reached for when somebody asks, and not at the start.
public final class Holders {
  private static final String WHAT = "who holds the locks of java.util.concurrent";

  private Holders() {}

  /// What some threads park for, and the thread that has it.
  ///
  /// @param object the class and the identity hash code of what they park for, as a thread dump has
  ///   it
  /// @param threadId the thread that holds it, runs it, or must end
  /// @param end whether the others wait for the end of that thread
  public record Held(String object, long threadId, boolean end) {}

  /// Returns the seam, or why the JDK does not tell.
  public static Seam<List<Held>> now() {
    try {
      Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_HOLDERS);
      return new Seam.Bound<>(Reader.read());
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return new Seam.Refused<>(
          WHAT
              + ": "
              + e.getMessage()
              + "; open it with "
              + OpenPackages.option(OpenPackages.NAMES));
    }
  }

  /// A class of its own, so that the one around it can be verified before the bridge class is
  /// there.
  private static final class Reader {
    private Reader() {}

    static List<Held> read() {
      SmolscaleHolders holders = new SmolscaleHolders();
      IdentityHashMap<Object, Thread> ends = new IdentityHashMap<>();
      IdentityHashMap<Object, Boolean> blockers = new IdentityHashMap<>();
      holders
          .threads()
          .forEach(thread -> {
            Object end = holders.endOf(thread);
            if (end != null) {
              ends.put(end, thread);
            }
            Object blocker = LockSupport.getBlocker(thread);
            if (blocker != null) {
              blockers.put(blocker, true);
            }
          });
      List<Held> held = new ArrayList<>();
      for (Object blocker : blockers.keySet()) {
        Thread ended = ends.get(blocker);
        Thread holder = ended != null ? ended : holders.holder(blocker);
        if (holder != null) {
          held.add(new Held(nameOf(blocker), holder.threadId(), ended != null));
        }
      }
      return List.copyOf(held);
    }

    private static String nameOf(Object blocker) {
      return blocker.getClass().getName()
          + "@"
          + Integer.toHexString(System.identityHashCode(blocker));
    }
  }
}

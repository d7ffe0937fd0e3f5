package io.smolscale.internal.jdk;

/// Whether anybody observes this JVM: a flight recording, or a platform bean server. It is asked
/// without loading anything of theirs, so that what serves them is loaded when they come.
public final class Observers {
  private static final Seam<Boolean> SEAM = Seam.reach(Need.OBSERVERS, new Bound());

  private Observers() {}

  /// Returns what came of reaching for the answers.
  public static Seam<?> seam() {
    return SEAM;
  }

  /// Returns whether the flight recorder has been set up in this JVM; false where the JDK does not
  /// tell. Once it has, it stays.
  public static boolean isRecorderThere() {
    return SEAM instanceof Seam.Bound<?> && SmolscaleObservers.isRecorderThere();
  }

  /// Returns whether this JVM has a platform bean server; false where the JDK does not tell.
  public static boolean isBeanServerThere() {
    return SEAM instanceof Seam.Bound<?> && SmolscaleObservers.isBeanServerThere();
  }

  private static final class Bound implements Seam.Reach<Boolean> {
    @Override
    public Boolean get() throws ReflectiveOperationException {
      Bridge.define(Thread.class, BridgeClasses.SMOLSCALE_OBSERVERS);
      boolean _ = SmolscaleObservers.isRecorderThere(); // links it
      return true;
    }
  }
}

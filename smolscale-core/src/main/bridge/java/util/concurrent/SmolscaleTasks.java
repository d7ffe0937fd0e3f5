package java.util.concurrent;

/**
 * What smolscale asks of {@code java.util.concurrent}, as a plain call. Not for anybody else; it
 * comes and goes with smolscale's versions.
 */
public final class SmolscaleTasks {
  private SmolscaleTasks() {}

  /** Returns what a task was adapted from; null if it is no adapter of a Runnable. */
  public static Runnable adapted(ForkJoinTask<?> task) {
    return task instanceof ForkJoinTask.AdaptedRunnableAction adapter ? adapter.runnable : null;
  }
}

package io.smolscale.sim.machine;

/// What things cost, in nanoseconds.
///
/// @param wake from the call that wakes a thread until that thread does something useful
/// @param waker the part of it that the waking thread spends in the call
/// @param wakee what the woken thread spends of the processor on getting up and on the sleep before
/// @param attempt a look at another worker's queue, whether it has anything or not: its words are
///   in another core's cache
/// @param migration what a task takes longer on a core that does not have its data in the cache
/// @param submit what a submission from outside costs the submitter
/// @param slice how long a thread keeps its core while another one waits for a core
public record Costs(
    long wake, long waker, long wakee, long attempt, long migration, long submit, long slice) {
  /// What the command takes when it is told nothing else; its help says where each comes from.
  public static final Costs DEFAULT = new Costs(30_000, 5_000, 8_000, 100, 1_500, 150, 3_000_000);

  /// A machine of queueing theory: nothing but the tasks takes time.
  public static final Costs FREE = new Costs(0, 0, 0, 0, 0, 0, 3_000_000);

  /// Checks that none is negative and that the parts of a wake-up fit into it.
  public Costs {
    if (Math.min(Math.min(attempt, migration), Math.min(submit, waker)) < 0 || slice < 1) {
      throw new IllegalArgumentException("a cost is negative, or the time slice is not positive");
    }
    if (wakee < 0 || waker + wakee > wake) {
      throw new IllegalArgumentException(
          "a wake-up of %d ns cannot hold %d ns of the waker and %d ns of the woken"
              .formatted(wake, waker, wakee));
    }
  }
}

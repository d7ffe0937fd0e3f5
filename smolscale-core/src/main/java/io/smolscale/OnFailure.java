package io.smolscale;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a [Nursery] does when one of its tasks fails.
public sealed interface OnFailure {
  /// The nursery fails: it cancels the other tasks, and [Nursery#join] throws.
  record Propagate() implements OnFailure {}

  /// The failure is the task's own affair; the others go on. Whoever has the [Task] can still see
  /// it.
  record Ignore() implements OnFailure {}

  /// A function decides, in the thread of the task that failed. It may look at the failure, write
  /// it down, and answer with another decision to be taken. If it throws, the nursery fails, with
  /// what it threw [suppressed][Throwable#addSuppressed] in the task's failure.
  ///
  /// @param decision given what the task threw
  record Decide(Function<? super Throwable, ? extends OnFailure> decision) implements OnFailure {
    /// Checks for null.
    public Decide {
      Objects.requireNonNull(decision, "decision");
    }
  }

  /// The nursery fails.
  static OnFailure propagate() {
    return new Propagate();
  }

  /// Nothing happens to the others.
  static OnFailure ignore() {
    return new Ignore();
  }

  /// A function decides.
  static OnFailure decide(Function<? super Throwable, ? extends OnFailure> decision) {
    return new Decide(decision);
  }

  /// Somebody is told, and the nursery fails.
  static OnFailure propagateWith(Consumer<? super Throwable> listener) {
    Objects.requireNonNull(listener, "listener");
    return new Decide(failure -> {
      listener.accept(failure);
      return propagate();
    });
  }

  /// Somebody is told, and nothing happens to the others.
  static OnFailure ignoreWith(Consumer<? super Throwable> listener) {
    Objects.requireNonNull(listener, "listener");
    return new Decide(failure -> {
      listener.accept(failure);
      return ignore();
    });
  }
}

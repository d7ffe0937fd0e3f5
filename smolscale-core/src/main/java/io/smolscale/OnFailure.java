package io.smolscale;

import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/// What a [Nursery] does when one of its tasks fails.
public sealed interface OnFailure {
  /// The nursery fails: it cancels the other tasks, and [Nursery#join] throws.
  record Propagate() implements OnFailure {}

  /// The failure is the task's own affair; the others go on. [Task#join] still throws it.
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

  /// Returns the decision that the nursery fails.
  static OnFailure propagate() {
    return new Propagate();
  }

  /// Returns the decision that nothing happens to the other tasks.
  static OnFailure ignore() {
    return new Ignore();
  }

  /// Returns a decision that is left to a function.
  static OnFailure decide(Function<? super Throwable, ? extends OnFailure> decision) {
    return new Decide(decision);
  }

  /// Returns the decision to tell a listener and to let the nursery fail.
  static OnFailure propagateWith(Consumer<? super Throwable> listener) {
    Objects.requireNonNull(listener, "listener");
    return new Decide(failure -> {
      listener.accept(failure);
      return propagate();
    });
  }

  /// Returns the decision to tell a listener; nothing happens to the other tasks.
  static OnFailure ignoreWith(Consumer<? super Throwable> listener) {
    Objects.requireNonNull(listener, "listener");
    return new Decide(failure -> {
      listener.accept(failure);
      return ignore();
    });
  }
}

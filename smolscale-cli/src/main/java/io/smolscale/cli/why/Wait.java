package io.smolscale.cli.why;

import io.smolscale.cli.dump.ThreadAt;
import java.util.Optional;

/// What a thread waits for, and who has it.
///
/// @param thread who waits
/// @param kind of what it waits for
/// @param object what it is: class and identity hash code, or the name of a class
/// @param holder who has it, if that is known
record Wait(ThreadAt thread, Kind kind, String object, Optional<ThreadAt> holder) {
  /// The kinds of what may be held.
  enum Kind {
    MONITOR("the monitor "),
    LOCK("the lock "),
    CLASS("the initialisation of class "),
    TASK("the result of task "),
    END("the end of thread ");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /// Returns what a thread waits for; empty if that is nothing that a thread could have.
  static Optional<Wait> of(ThreadAt thread, Evidence evidence) {
    String type = evidence.now().printout().classes().get(thread.id());
    if (type != null) {
      return Optional.of(new Wait(thread, Kind.CLASS, type, initialiserOf(type, thread, evidence)));
    }
    if (!thread.blockedOn().isEmpty()) {
      return Optional.of(
          new Wait(
              thread,
              Kind.MONITOR,
              thread.blockedOn(),
              evidence.ownerOf(thread.blockedOn()).filter(owner -> owner.id() != thread.id())));
    }
    if (thread.parkedFor().isEmpty() || !(thread.waits() || thread.waitsForATime())) {
      return Optional.empty();
    }
    for (Look.Holder held : evidence.now().holders()) {
      if (held.object().equals(thread.parkedFor()) && held.thread() != thread.id()) {
        return Optional.of(
            new Wait(thread, kindOf(held), thread.parkedFor(), evidence.thread(held.thread())));
      }
    }
    return isLock(thread.parkedFor())
        ? Optional.of(new Wait(thread, Kind.LOCK, thread.parkedFor(), Optional.empty()))
        : Optional.empty();
  }

  private static Kind kindOf(Look.Holder held) {
    return held.end() ? Kind.END : held.object().contains("FutureTask") ? Kind.TASK : Kind.LOCK;
  }

  private static boolean isLock(String object) {
    return object.contains("ReentrantLock$") || object.contains("ReentrantReadWriteLock$");
  }

  private static Optional<ThreadAt> initialiserOf(String type, ThreadAt waits, Evidence evidence) {
    return evidence.threads().stream()
        .filter(thread -> thread.id() != waits.id())
        .filter(thread ->
            thread.stack().stream()
                .anyMatch(frame -> frame.isClassInitialiser() && frame.type().equals(type)))
        .findFirst();
  }

  /// For a sentence: `the monitor Object@7c94f92`.
  String what() {
    return kind == Kind.END
        ? kind.words + holder.map(ThreadAt::label).orElse("")
        : kind.words + shortName(object);
  }

  /// `java.util.concurrent.locks.ReentrantLock$NonfairSync@1a2b` as `ReentrantLock@1a2b`.
  static String shortName(String object) {
    int at = object.indexOf('@');
    String type = at < 0 ? object : object.substring(0, at);
    String simple =
        type.substring(type.lastIndexOf('.') + 1)
            .replaceAll("\\$(NonfairSync|FairSync|Sync|Transferer|Signaller|Node)$", "");
    return simple + (at < 0 ? "" : object.substring(at));
  }
}

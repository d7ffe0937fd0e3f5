package io.smolscale.internal.balance;

import io.smolscale.internal.queue.PaddedLong;

/// How long ago one of the workers that are awake has looked at the inbox.
///
/// Every submitter reads this word, so a look is noted only where the last note is older than
/// [HelpRule#NOTE_NANOS]. And a worker that falls asleep takes its note back, because it will not
/// look again: the note that it had overwritten says when the workers that stay awake have looked.
/// Without that, a worker that came for a short task made all others, which are in long ones, seem
/// to be at hand.
///
/// A look that is noted at the moment when another is taken back may be lost. Then a worker more is
/// woken, or the next look is noted within a few microseconds.
public final class InboxLooks {
  private final PaddedLong last = new PaddedLong();

  /// Begins as if a worker had looked.
  ///
  /// @param now in the time of [System#nanoTime]
  public InboxLooks(long now) {
    last.opaque(now);
  }

  /// Returns how long no worker has looked, in nanoseconds; it may be [HelpRule#NOTE_NANOS] less.
  /// What the caller reads afterwards is not older than this.
  public long unseenFor(long now) {
    return now - last.acquire();
  }

  /// Notes that a worker has been woken: it has time to come.
  public void expected(long now) {
    last.opaque(now);
  }

  /// Returns the notes of one more worker.
  public Notes notes() {
    return new Notes(this);
  }

  /// What one worker has noted. Its own thread's.
  public static final class Notes {
    private final PaddedLong last;
    private long mine;
    private long others; // what mine has overwritten

    private Notes(InboxLooks looks) {
      last = looks.last;
      mine = last.opaque();
      others = mine;
    }

    /// Notes that the worker looks at the inbox.
    public void look(long now) {
      long noted = last.opaque();
      if (now - noted > HelpRule.NOTE_NANOS) {
        if (noted != mine) {
          others = noted;
        }
        mine = now;
        last.opaque(now);
      }
    }

    /// Takes the note back. The worker falls asleep, and has announced that: a thread that sees the
    /// note gone sees that, too.
    public void takeBack() {
      if (last.opaque() == mine) {
        last.release(others);
      }
    }
  }
}

package io.smolscale.internal.balance;

import io.smolscale.internal.queue.PaddedLong;

/// How long ago one of the workers that are awake has looked at the inbox.
///
/// Every submitter reads this word, so a look is noted only where the last note is older than
/// [HelpRule#NOTE_NANOS]. And who falls asleep takes its note back, because it will not look again:
/// the note that it had overwritten says when those who stay awake have looked. Without that, one
/// who came for a short task made all others, who are in long ones, seem to be at hand.
///
/// A look that is noted at the moment when another is taken back may be lost. Then a worker more is
/// woken, or the next look is noted within a few microseconds.
public final class InboxLooks {
  private final PaddedLong last = new PaddedLong();

  /// Begins as if somebody had looked.
  ///
  /// @param now in the time of [System#nanoTime]
  public InboxLooks(long now) {
    last.opaque(now);
  }

  /// How long nobody has looked, in nanoseconds; it may be [HelpRule#NOTE_NANOS] less. What the
  /// caller reads afterwards is not older than this.
  public long unseenFor(long now) {
    return now - last.acquire();
  }

  /// Somebody has been woken, and has time to come.
  public void expected(long now) {
    last.opaque(now);
  }

  /// The notes of one more worker.
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

    /// It looks at the inbox.
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

    /// It falls asleep, and has announced it: who sees the note gone sees that, too.
    public void takeBack() {
      if (last.opaque() == mine) {
        last.release(others);
      }
    }
  }
}

package io.smolscale.internal.profile;

import io.smolscale.internal.jdk.ContinuedThread;
import java.lang.ref.Cleaner;
import java.util.Map;
import java.util.WeakHashMap;

/// Knows who started a virtual thread that no factory of ours has made. The VM hands over the same
/// object for the thread's whole life, the first time from within `Thread.start`, so the stack
/// shows the starter. Nobody says when such a thread ends, so it is [looked at][ContinuedThread]
/// after each run. Where its end cannot be seen, or it was dropped while it waited, it counts as
/// ended when that object is collected.
///
/// It is called with the virtual thread pinned, where one may take a lock that is never held while
/// a thread waits for anything, like this one.
final class SiteOfThread {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Sites sites;
  private final Map<Runnable, Life> known = new WeakHashMap<>(); // guarded by this

  SiteOfThread(Sites sites) {
    this.sites = sites;
  }

  /// @param end counts its end, once
  private record Life(Site site, Cleaner.Cleanable end) {}

  /// The site of the thread.
  Site get(Runnable thread) {
    synchronized (this) {
      Life life = known.get(thread);
      if (life != null) {
        return life.site;
      }
    }
    Site site = sites.ofStart();
    site.started();
    Life life = new Life(site, CLEANER.register(thread, site::ended));
    synchronized (this) {
      known.put(thread, life);
    }
    return site;
  }

  /// The thread has been run. Two workers may say so at once, of a run that did nothing after the
  /// last one.
  void ran(Runnable thread) {
    if (ContinuedThread.hasEnded(thread)) {
      Life life;
      synchronized (this) {
        life = known.remove(thread);
      }
      if (life != null) {
        life.end.clean();
      }
    }
  }
}

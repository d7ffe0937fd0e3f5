package io.smolscale.stress.soak;

import java.util.concurrent.FutureTask;

/// A plain task that can be cancelled.
final class Promise extends FutureTask<Boolean> {
  private final Entry entry;

  Promise(Entry entry) {
    super(entry, true);
    this.entry = entry;
  }

  Entry entry() {
    return entry;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    entry.cancelled();
    return super.cancel(mayInterruptIfRunning);
  }
}

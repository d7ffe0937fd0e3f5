package io.smolscale.internal.jdk;

import io.smolscale.internal.queue.Stranded;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A host that is made when it is first asked for something. An agent puts it into every JVM, and
/// most of those have no virtual threads: their start is no slower for a scheduler, its threads and
/// its poll set.
///
/// No virtual thread of its own runs before the host is made, so only platform threads and virtual
/// threads of others wait for that. One of them may be a thread that initialises a class, so making
/// a host initialises nothing that may have a virtual thread started.
public final class LateHost implements Host {
  private final Supplier<Host> maker;
  private volatile @Nullable Host host;

  /// Will have its host made by this.
  public LateHost(Supplier<Host> maker) {
    this.maker = maker;
  }

  /// The host, which is made if there is none yet. What making it throws goes to the caller, and
  /// the next one tries again.
  public Host host() {
    Host made = host;
    return made != null ? made : make();
  }

  private synchronized Host make() {
    Host made = host;
    if (made == null) {
      made = maker.get();
      host = made;
    }
    return made;
  }

  @Override
  public void onStart(Runnable thread) {
    host().onStart(thread);
  }

  @Override
  public void onContinue(Runnable thread) {
    host().onContinue(thread);
  }

  @Override
  public void onTask(Runnable task) {
    host().onTask(task);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable command, long nanos) {
    return host().schedule(command, nanos);
  }

  @Override
  public int setParallelism(int size) {
    return host().setParallelism(size);
  }

  @Override
  public void aboutToBlock() {
    host().aboutToBlock();
  }

  @Override
  public Stranded stranded() {
    return host().stranded();
  }

  @Override
  public void onStranded() {
    host().onStranded();
  }

  @Override
  public Figures figures() {
    return host().figures();
  }

  @Override
  public void lookedAt() {
    host().lookedAt();
  }
}

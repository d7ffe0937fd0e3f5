package io.smolscale.tomcat;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/// Starts a virtual thread for each request, as Tomcat's `VirtualThreadExecutor` does, with threads
/// of this factory's.
final class RequestThreads implements Executor {
  private final ThreadFactory threads;
  private final String prefix;
  private final AtomicLong started = new AtomicLong();

  RequestThreads(ThreadFactory threads, String prefix) {
    this.threads = threads;
    this.prefix = prefix;
  }

  @Override
  public void execute(Runnable request) {
    Thread thread = threads.newThread(request);
    thread.setName(prefix + started.getAndIncrement());
    thread.start();
  }

  @Override
  public String toString() {
    return prefix + "*, " + started + " started";
  }
}

package io.smolscale.tomcat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.apache.juli.logging.Log;
import org.apache.juli.logging.LogFactory;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.jspecify.annotations.Nullable;

/// Tomcat's endpoint, whose loops run on threads of another kind.
///
/// `NioEndpoint` makes the threads for its poller and its acceptor itself, in the middle of a
/// method that also sets private fields. There is no hook for these threads. But both methods give
/// a thread its priority, a property without bounds, after all fields are set and right before the
/// start; and a priority that no thread can have ends them there, with an
/// `IllegalArgumentException`. What is left to do is ours: a thread of the kind that we want, for
/// the loop that Tomcat has made.
///
/// No private field is touched by that. A Tomcat that does it in another order starts threads of
/// its own: that is noticed, it is the plain way, and the log says so.
///
/// What Tomcat would have to offer is one method, `protected Thread newThread(Runnable, String)`,
/// that both places call.
class InsideEndpoint extends NioEndpoint {
  private static final Log LOG = LogFactory.getLog(SmolscaleProtocol.class);

  /// What `Thread.setPriority` refuses.
  private static final int NO_PRIORITY = Integer.MIN_VALUE;

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private final Supplier<Inside> question;

  // Written by whoever starts and stops the endpoint, one at a time.
  private @Nullable ThreadFactory
      starting; // null but in startInternal, or where there is no inside
  private volatile @Nullable ThreadFactory inside; // null: the poller does not run there
  private @Nullable String acceptorOutside; // why the acceptor does not; null: it does

  InsideEndpoint(Supplier<Inside> question) {
    this.question = question;
  }

  final boolean isInside() {
    return inside != null;
  }

  @Override
  public void startInternal() throws Exception {
    if (running) {
      return;
    }
    switch (question.get()) {
      case Inside.Bound(ThreadFactory threads) -> {
        starting = threads;
        if (getStopLatch().getCount() == 0) {
          // Tomcat makes one when it binds, and so waits for its poller at the first stop only.
          setStopLatch(new CountDownLatch(1));
        }
        try {
          startInside(threads);
        } finally {
          starting = null;
        }
      }
      case Inside.Refused(String reason) -> {
        sayOnce(reason);
        super.startInternal();
      }
    }
  }

  private void startInside(ThreadFactory threads) throws Exception {
    int priority = getPollerThreadPriority();
    setPollerThreadPriority(NO_PRIORITY);
    try {
      super.startInternal();
      sayOnce("this version of Tomcat starts its poller in another way");
      return;
    } catch (IllegalArgumentException e) {
      if (getPoller() == null) {
        throw e; // not what we have asked for
      }
    } finally {
      setPollerThreadPriority(priority);
    }
    inside = threads;
    start(threads, getPoller(), getName() + "-Poller");
    startAcceptorThread();
    LOG.info(getName() + ": " + whatIsInside());
  }

  /// Called after the start.
  private String whatIsInside() {
    List<String> inside = new ArrayList<>(List.of("poller"));
    StringBuilder outside = new StringBuilder();
    if (acceptorOutside == null) {
      inside.add("acceptor");
    } else {
      outside.append("; the acceptor is Tomcat's own thread, as ").append(acceptorOutside);
    }
    if (requestsAreInside()) {
      inside.add("requests");
    } else {
      outside.append("; requests run on the connector's executor");
    }
    String subject =
        switch (inside.size()) {
          case 1 -> "the poller is a virtual thread";
          case 2 -> String.join(" and ", inside) + " are virtual threads";
          default -> "poller, acceptor and requests are virtual threads";
        };
    return subject + " on smolscale" + outside;
  }

  /// With our executor; and with Tomcat's own of virtual threads, which Spring Boot sets: the
  /// poller starts them, and a virtual thread hands its scheduler on.
  private boolean requestsAreInside() {
    return internalExecutor || getExecutor() instanceof VirtualThreadExecutor;
  }

  @Override
  protected void startAcceptorThread() {
    ThreadFactory threads = inside;
    acceptorOutside = null;
    if (threads == null || !getDaemon()) { // a thread that keeps the JVM up cannot be virtual
      acceptorOutside = "daemon is false";
      super.startAcceptorThread();
      return;
    }
    int priority = getAcceptorThreadPriority();
    setAcceptorThreadPriority(NO_PRIORITY);
    try {
      super.startAcceptorThread();
      acceptorOutside = "this version of Tomcat starts it in another way";
      return;
    } catch (IllegalArgumentException _) {
      // the acceptor is there, and has no thread
    } finally {
      setAcceptorThreadPriority(priority);
    }
    start(threads, acceptor, getName() + "-Acceptor");
  }

  @Override
  public void createExecutor() {
    ThreadFactory threads = starting;
    if (threads == null) {
      super.createExecutor();
    } else {
      setExecutor(new RequestThreads(threads, getName() + "-virt-"));
      internalExecutor = true; // so that it goes when the endpoint stops
    }
  }

  @Override
  public void stopInternal() {
    super.stopInternal();
    inside = null;
  }

  private static void start(ThreadFactory threads, Runnable loop, String name) {
    Thread thread = threads.newThread(loop);
    thread.setName(name);
    thread.start();
  }

  private void sayOnce(String reason) {
    String line = "poller and acceptor are Tomcat's own threads, as " + reason;
    if (SAID.add(line)) {
      LOG.info(getName() + ": " + line);
    }
  }
}

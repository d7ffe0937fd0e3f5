package io.smolscale.internal.worker;

import io.smolscale.internal.jdk.Observers;
import io.smolscale.internal.jdk.OwnThreads;
import io.smolscale.internal.observe.Histogram;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Notes what reports want to know of a crew, at the looks of its balancer and on its thread; and
/// notices that somebody has begun to observe this JVM, and has them served.
///
/// Its parts are made at the first look: none is on the way of the first virtual thread.
final class Observer {
  private static final long NANOS_BETWEEN_ASKS = 1_000_000_000;

  /// By its name, because it stands above this package: it knows the schedulers of the program.
  private static final String AUDIENCE = "io.smolscale.internal.audience.Audience";

  private static final AtomicBoolean RECORDER_IS_SERVED = new AtomicBoolean();

  private final Commons commons;
  private final Roster roster;
  private @Nullable Intake intake; // set before the balancer starts
  private volatile @Nullable Probes probes;
  private volatile @Nullable Hours hours;
  private long nextAsk = System.nanoTime(); // the balancer's
  private boolean hasAsked; // the balancer's
  private final AtomicBoolean beansAreServed = new AtomicBoolean();

  Observer(Commons commons, Roster roster) {
    this.commons = commons;
    this.roster = roster;
  }

  /// Takes where its own tasks go. Called once, before the first look.
  void begin(Intake intake) {
    this.intake = intake;
  }

  /// Looks. The balancer only, at each of its looks. What throws is not worth the next rescue.
  void look(long now) {
    try {
      Hours hours = this.hours;
      Probes probes = this.probes;
      if (hours == null || probes == null) {
        this.hours = new Hours(roster);
        this.probes = new Probes(commons, roster, Objects.requireNonNull(intake));
      } else {
        hours.look(now);
        probes.look(now);
      }
      if (now - nextAsk >= 0) {
        nextAsk = now + NANOS_BETWEEN_ASKS;
        askForObservers();
      }
    } catch (Throwable _) {
      // no memory: the next look may have it
    }
  }

  /// At the first look for a recording, which may have begun with the program; for the bean server
  /// a second later, since a question for it loads a class. The balancer only.
  private void askForObservers() {
    boolean recorder = Observers.isRecorderThere() && !RECORDER_IS_SERVED.getAndSet(true);
    boolean beans = hasAsked && isNewBeanServer();
    hasAsked = true;
    if (recorder || beans) {
      startServing();
    }
  }

  /// Somebody has looked at the JDK's own bean: ours is to be there, too, though all sleep. Any
  /// thread.
  void lookedAt() {
    if (isNewBeanServer()) {
      startServing();
    }
  }

  private boolean isNewBeanServer() {
    return !beansAreServed.get()
        && Observers.isBeanServerThere()
        && !beansAreServed.getAndSet(true);
  }

  private void startServing() {
    OwnThreads.daemon(commons.parts.name() + "-audience", Observer::serve).start();
  }

  /// On a thread of its own: to load what serves them takes longer than the balancer has.
  private static void serve() {
    try {
      Class.forName(AUDIENCE)
          .asSubclass(Runnable.class)
          .getDeclaredConstructor()
          .newInstance()
          .run();
    } catch (ReflectiveOperationException | LinkageError _) {
      // This JVM lacks what they use: then there is nobody to serve.
    }
  }

  /// Returns how many of the tasks that workers have begun are this observer's.
  long probesBegun() {
    Probes probes = this.probes;
    return probes == null ? 0 : probes.begun();
  }

  /// Returns how many of the tasks that wait are this observer's.
  int probesWaiting() {
    Probes probes = this.probes;
    return probes == null ? 0 : probes.waiting();
  }

  /// Returns how long probes have waited in the inbox; null before the first look.
  @Nullable Histogram waitsInInbox() {
    Probes probes = this.probes;
    return probes == null ? null : probes.inbox();
  }

  /// Returns how long probes have waited in a ring; null before the first look.
  @Nullable Histogram waitsInRing() {
    Probes probes = this.probes;
    return probes == null ? null : probes.ring();
  }

  /// Returns what each worker has spent its time with.
  List<Hours.OfWorker> hours() {
    Hours hours = this.hours;
    return hours == null ? List.of() : hours.all();
  }

  /// Returns what those workers have spent their time with that have retired; null before the first
  /// look.
  Hours.@Nullable OfWorker hoursOfRetired() {
    Hours hours = this.hours;
    return hours == null ? null : hours.ofRetired();
  }
}

package io.smolscale;

import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/// Shows each scheduler of this process to tools that look at management beans, as a
/// [SchedulerMXBean].
///
/// ## When they are there
///
/// Nobody need call anything here. Once the JVM has a platform bean server, as it does when a tool
/// like JConsole attaches to it, a scheduler has its bean within a second of its next work; or,
/// while it has none, when somebody reads the attribute `Parallelism` of the JDK's own bean
/// `jdk.management:type=VirtualThreadScheduler`, for that of all virtual threads. Until then,
/// nothing of `java.management` is initialised on our account. A program that wants the beans at
/// once calls [#register].
///
/// In a JVM without the module `java.management`, this class does not load.
public final class SchedulerBeans {
  private static final Map<ObjectName, SchedulerBean> REGISTERED =
      new HashMap<>(); // guarded by the class

  private SchedulerBeans() {}

  /// Registers a bean for each scheduler that there is and has none, with the platform bean server,
  /// which is made if there is none yet; and those of schedulers that have ended go. A scheduler
  /// that is made later has its bean when it has worked for a second, or with the next call.
  /// Thread-safe. A name that somebody else has is passed over.
  public static void register() {
    Schedulers.haveBeans();
    registerWith(ManagementFactory.getPlatformMBeanServer());
  }

  static synchronized void registerWith(MBeanServer server) {
    removeThoseThatAreOver(server);
    for (Scheduler scheduler : Schedulers.all()) {
      if (!scheduler.isTerminated()
          && REGISTERED.values().stream().noneMatch(bean -> bean.isOf(scheduler))) {
        add(server, scheduler);
      }
    }
  }

  static void removeThoseThatAreOver() {
    synchronized (SchedulerBeans.class) {
      removeThoseThatAreOver(ManagementFactory.getPlatformMBeanServer());
    }
  }

  /// Under the lock of the class.
  private static void removeThoseThatAreOver(MBeanServer server) {
    Iterator<Map.Entry<ObjectName, SchedulerBean>> all = REGISTERED.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<ObjectName, SchedulerBean> entry = all.next();
      if (entry.getValue().isOver()) {
        all.remove();
        try {
          server.unregisterMBean(entry.getKey());
        } catch (JMException _) {
          // somebody else has done it
        }
      }
    }
  }

  private static void add(MBeanServer server, Scheduler scheduler) {
    try {
      ObjectName name = freeName(server, scheduler.name());
      SchedulerBean bean = new SchedulerBean(scheduler);
      server.registerMBean(bean, name);
      REGISTERED.put(name, bean);
    } catch (JMException _) {
      // the name was taken in between: with the next call
    }
  }

  /// The scheduler's name, and where another has that, a number behind it.
  private static ObjectName freeName(MBeanServer server, String name) throws JMException {
    ObjectName free = objectName(name);
    for (int number = 2; server.isRegistered(free); number++) {
      free = objectName(name + "-" + number);
    }
    return free;
  }

  private static ObjectName objectName(String name) throws JMException {
    boolean plain = !name.isEmpty() && name.matches("[\\w .-]+");
    return new ObjectName(
        "io.smolscale:type=Scheduler,name=" + (plain ? name : ObjectName.quote(name)));
  }
}

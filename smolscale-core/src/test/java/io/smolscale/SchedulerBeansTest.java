package io.smolscale;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.testkit.Eventually;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.Test;

class SchedulerBeansTest {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

  private static ObjectName name(String of) throws Exception {
    return new ObjectName("io.smolscale:type=Scheduler,name=" + of);
  }

  private static Scheduler make(String name) {
    return new BalancedScheduler(SchedulerConfig.DEFAULT.withName(name).withParallelism(2));
  }

  private static long number(Object table, String key) {
    CompositeData row = ((TabularData) table).get(new Object[] {key});
    return (Long) row.get("value");
  }

  @Test
  void everyAttributeIsOfAnOpenTypeAndCanBeRead() throws Exception {
    try (Scheduler scheduler = make("bean-open")) {
      scheduler.spawn(() -> 42).join();
      SchedulerBeans.register();
      var attributes = server.getMBeanInfo(name("bean-open")).getAttributes();
      assertThat(attributes)
          .hasSizeGreaterThan(15)
          .allMatch(attribute ->
              attribute.getDescriptor().getFieldValue(JMX.OPEN_TYPE_FIELD) instanceof OpenType<?>);
      for (var attribute : attributes) {
        assertThat(server.getAttribute(name("bean-open"), attribute.getName()))
            .as(attribute.getName())
            .isNotNull();
      }
      assertThat((String) server.invoke(name("bean-open"), "describe", null, null))
          .contains("scheduler bean-open", "virtual threads: ", "waits from outside: ");
    }
  }

  private boolean saysTheSame(ObjectName name, Scheduler scheduler) {
    try {
      SchedulerStats stats = scheduler.stats();
      return server.getAttribute(name, "TaskCount").equals(stats.tasks())
          && number(server.getAttribute(name, "Numbers"), "wakeUps") == stats.wakeUps();
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void itsValuesAreThoseOfTheScheduler() throws Exception {
    try (Scheduler scheduler = make("bean-values")) {
      scheduler.spawn(() -> 42).join();
      SchedulerBeans.register();
      Eventually.holds("all sleep", () -> scheduler.stats().awake() == 0);
      ObjectName name = name("bean-values");
      // The last sample of a delay may still come, and wakes a worker.
      Eventually.holds("it says what the scheduler says", () -> saysTheSame(name, scheduler));
      assertThat(number(server.getAttribute(name, "VirtualThreads"), "live")).isZero();
      assertThat(server.getAttribute(name, "StartTime"))
          .isEqualTo(scheduler.stats().since().toEpochMilli());
    }
  }

  @Test
  void theBeanGoesWithItsScheduler() throws Exception {
    Scheduler scheduler = make("bean-goes");
    SchedulerBeans.register();
    assertThat(server.isRegistered(name("bean-goes"))).isTrue();
    scheduler.close();
    SchedulerBeans.register();
    assertThat(server.isRegistered(name("bean-goes"))).isFalse();
  }

  @Test
  void twoOfOneNameHaveABeanEach() throws Exception {
    try (Scheduler one = make("bean-twin");
        Scheduler other = make("bean-twin")) {
      SchedulerBeans.register();
      SchedulerBeans.register();
      assertThat(server.queryNames(name("bean-twin*"), null)).hasSize(2);
      assertThat(one.name()).isEqualTo(other.name());
    }
  }

  @Test
  void aNameThatIsNoPlainWordIsQuoted() throws Exception {
    try (Scheduler scheduler = make("bean: \"*\", 1")) {
      SchedulerBeans.register();
      ObjectName name = name(ObjectName.quote(scheduler.name()));
      assertThat(server.getAttribute(name, "Name")).isEqualTo(scheduler.name());
    }
  }

  /// The program has a bean server, so a scheduler that works has its bean soon.
  @Test
  void aSchedulerThatWorksHasItsBeanWithoutACall() throws Exception {
    try (Scheduler scheduler = make("bean-uncalled")) {
      ObjectName name = name("bean-uncalled");
      Eventually.holds(
          "the bean has come",
          () -> {
            for (int i = 0; i < 100; i++) {
              scheduler.execute(() -> {});
            }
            return server.isRegistered(name);
          });
    }
  }
}

package io.smolscale.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.smolscale.Scheduler;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.json.JsonParserFactory;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;

/// Health, info and the line at the start.
class ActuatorTest {
  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SmolscaleServerAutoConfiguration.class,
                  SmolscaleSchedulersAutoConfiguration.class,
                  SmolscaleActuatorAutoConfiguration.class));

  @Test
  void healthIsUpAndTellsOfEachScheduler() {
    runner
        .withPropertyValues("smolscale.schedulers.orders.parallelism=1")
        .run(context -> {
          Health health = Objects.requireNonNull(context.getBean(HealthIndicator.class).health());
          assertThat(health.getStatus()).isEqualTo(Status.UP);
          assertThat(health.getDetails()).containsOnlyKeys("orders", "smolscale");
        });
  }

  @Test
  void healthIsDownWhileATaskWaitsForTooLong() {
    runner
        .withPropertyValues(
            "smolscale.schedulers.orders.parallelism=1",
            "smolscale.schedulers.orders.max-threads=1",
            "management.health.smolscale.longest-wait=20ms")
        .run(context -> {
          HealthIndicator indicator = context.getBean(HealthIndicator.class);
          Scheduler orders = context.getBean("ordersScheduler", Scheduler.class);
          CountDownLatch entered = new CountDownLatch(1);
          CountDownLatch letGo = new CountDownLatch(1);
          try {
            orders.execute(() -> {
              entered.countDown();
              boolean _ = awaited(letGo);
            });
            assertThat(entered.await(60, TimeUnit.SECONDS)).isTrue();
            orders.execute(() -> {}); // behind a worker that is held, with no spare
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!Status.DOWN.equals(Objects.requireNonNull(indicator.health()).getStatus())) {
              assertThat(System.nanoTime() - deadline).as("down by now").isNegative();
              Thread.sleep(5);
            }
          } finally {
            letGo.countDown();
          }
        });
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void infoTellsFormVersionAndServer() {
    runner.run(context -> {
      Info.Builder builder = new Info.Builder();
      context.getBean(InfoContributor.class).contribute(builder);
      assertThat(builder.build().getDetails().get("smolscale"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsEntry("on", false)
          .containsEntry("form", "library")
          .containsEntry("serverInside", false)
          .containsKeys("version", "parallelism", "waitsForSockets");
    });
  }

  @Test
  void bothCanBeSwitchedOff() {
    runner
        .withPropertyValues(
            "management.health.smolscale.enabled=false", "management.info.smolscale.enabled=false")
        .run(context ->
            assertThat(context)
                .doesNotHaveBean(HealthIndicator.class)
                .doesNotHaveBean(InfoContributor.class));
  }

  @Test
  void withoutActuatorThereIsNeither() {
    runner
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.actuate", "org.springframework.boot.health"))
        .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Server.class));
  }

  @Test
  void aLimitThatIsNoTimeIsRefused() {
    runner
        .withPropertyValues("management.health.smolscale.longest-wait=0s")
        .run(context ->
            assertThat(
                    new RefusedConfigurationFailureAnalyzer()
                        .analyze(Objects.requireNonNull(context.getStartupFailure())))
                .satisfies(analysis ->
                    assertThat(Objects.requireNonNull(analysis).getDescription())
                        .contains("longest-wait=PT0S")));
  }

  @Test
  void theLineAtTheStartSaysWhetherItIsOnAndHow() {
    runner
        .withPropertyValues("smolscale.schedulers.orders.parallelism=1")
        .run(context -> {
          StartupLine line = context.getBean(StartupLine.class);
          ConfigurableApplicationContext source = context.getSourceApplicationContext();
          assertThat(line.line(new Presence(false, "library", "1", null), source))
              .isEqualTo(
                  "smolscale 1 is not on: virtual threads run on the JDK's scheduler; java"
                      + " @smolscale.args -jar … switches it on; own schedulers orders");
          assertThat(line.line(new Presence(true, "agent", "1", null), source))
              .startsWith("smolscale 1 is on by the agent, parallelism ")
              .doesNotContain("inside");
          context.getBean(Server.class).is(() -> true);
          assertThat(line.line(new Presence(true, "agent", "1", null), source))
              .contains(", Tomcat's loops inside");
        });
  }

  /// What an IDE completes is what there is.
  @Test
  void theMetadataNameEveryPropertyThatThereIs() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            ActuatorTest.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json"))) {
      Map<String, Object> metadata =
          JsonParserFactory.getJsonParser()
              .parseMap(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      List<String> names =
          ((List<?>) Objects.requireNonNull(metadata.get("properties")))
              .stream()
                  .map(property -> String.valueOf(((Map<?, ?>) property).get("name")))
                  .toList();
      assertThat(names)
          .contains("smolscale.schedulers")
          .containsAll(propertiesOf("smolscale.server.", SmolscaleServerProperties.class))
          .containsAll(
              propertiesOf("management.health.smolscale.", SmolscaleHealthProperties.class));
    }
  }

  private static List<String> propertiesOf(String prefix, Class<?> type) throws Exception {
    return Arrays.stream(Introspector.getBeanInfo(type).getPropertyDescriptors())
        .map(PropertyDescriptor::getName)
        .filter(name -> !name.equals("class"))
        .map(name -> prefix + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
        .toList();
  }
}

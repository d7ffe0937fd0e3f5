package io.smolscale.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smolscale.Scheduler;
import io.smolscale.micrometer.SmolscaleMetrics;
import io.smolscale.micrometer.SmolscaleMetricsAutoConfiguration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/// Schedulers as beans, by property.
class SchedulersTest {
  private static final String ORDERS = "smolscale.schedulers.orders.";

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  SmolscaleSchedulersAutoConfiguration.class,
                  TaskExecutionAutoConfiguration.class));

  @Test
  void eachNameIsASchedulerAndAnExecutorOfVirtualThreadsOnIt() {
    runner
        .withPropertyValues(
            ORDERS + "parallelism=2",
            ORDERS + "max-threads=5",
            "smolscale.schedulers.mail.parallelism=1")
        .run(context -> {
          Scheduler scheduler = context.getBean("ordersScheduler", Scheduler.class);
          assertThat(scheduler.name()).isEqualTo("orders");
          assertThat(scheduler.stats().parallelism()).isEqualTo(2);
          assertThat(where(context.getBean("orders", AsyncTaskExecutor.class)))
              .startsWith("VirtualThread[")
              .contains("orders-1", "@orders-worker-");
          assertThat(where(context.getBean("mail", AsyncTaskExecutor.class)))
              .contains("@mail-worker-");
        });
  }

  @Test
  void withoutPropertiesThereIsNothing() {
    runner.run(context -> assertThat(context).doesNotHaveBean(Scheduler.class));
  }

  @Test
  void aBeanThatNamesASchedulerGetsItAndNoOtherDoes() {
    runner
        .withUserConfiguration(Asking.class)
        .withPropertyValues(ORDERS + "parallelism=1", "spring.threads.virtual.enabled=true")
        .run(context -> {
          Asking asking = context.getBean(Asking.class);
          assertThat(where(asking.orders)).contains("@orders-worker-");
          assertThat(asking.scheduler.name()).isEqualTo("orders");
          assertThat(context.getBean(Annotated.class).where().get(60, TimeUnit.SECONDS))
              .contains("@orders-worker-");
          assertThat(context).hasBean("applicationTaskExecutor");
          assertThat(context.getBean(AsyncTaskExecutor.class))
              .as("without a name, Spring Boot's own")
              .isSameAs(context.getBean("applicationTaskExecutor"));
        });
  }

  @Test
  void theContextWaitsForTasksWhenItClosesAndTakesNothingNew() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch letGo = new CountDownLatch(1);
    AtomicReference<CompletableFuture<Boolean>> task = new AtomicReference<>();
    AtomicReference<AsyncTaskExecutor> executor = new AtomicReference<>();
    AtomicReference<Scheduler> scheduler = new AtomicReference<>();
    runner
        .withPropertyValues(ORDERS + "parallelism=1")
        .run(context -> {
          executor.set(context.getBean("orders", AsyncTaskExecutor.class));
          scheduler.set(context.getBean("ordersScheduler", Scheduler.class));
          task.set(
              executor
                  .get()
                  .submitCompletable(() -> {
                    begun.countDown();
                    boolean inTime = letGo.await(60, TimeUnit.SECONDS);
                    Thread.sleep(50);
                    return inTime;
                  }));
          assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
          letGo.countDown();
        });
    assertThat(task.get()).as("it was waited for").isCompletedWithValue(true);
    assertThatThrownBy(() -> executor.get().execute(() -> {}))
        .isInstanceOf(TaskRejectedException.class);
    assertThat(scheduler.get().isShutdown()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"20ms", "0s", "300us"})
  void aTaskThatTakesTooLongIsInterruptedWhenTheContextCloses(String limit) throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    runner
        .withPropertyValues(ORDERS + "parallelism=1", ORDERS + "await-termination=" + limit)
        .run(context -> {
          context
              .getBean("orders", AsyncTaskExecutor.class)
              .execute(() -> {
                begun.countDown();
                try {
                  Thread.sleep(600_000);
                } catch (InterruptedException _) {
                  interrupted.countDown();
                }
              });
          assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        });
    assertThat(interrupted.await(60, TimeUnit.SECONDS)).isTrue();
  }

  /// Longer than a number of milliseconds can say.
  @Test
  void anEnormousAwaitTerminationIsTakenAndWaitsForTasks() {
    AtomicReference<CompletableFuture<Boolean>> task = new AtomicReference<>();
    runner
        .withPropertyValues(
            ORDERS + "parallelism=1",
            ORDERS + "await-termination=" + ChronoUnit.FOREVER.getDuration())
        .run(context -> {
          assertThat(context).hasNotFailed();
          CountDownLatch begun = new CountDownLatch(1);
          task.set(
              context
                  .getBean("orders", AsyncTaskExecutor.class)
                  .submitCompletable(() -> {
                    begun.countDown();
                    Thread.sleep(50);
                    return true;
                  }));
          assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        });
    assertThat(task.get()).as("it was waited for").isCompletedWithValue(true);
  }

  @Test
  void itsMetersAreBoundBesideThoseOfTheGlobalScheduler() {
    runner
        .withConfiguration(AutoConfigurations.of(SmolscaleMetricsAutoConfiguration.class))
        .withPropertyValues(ORDERS + "parallelism=1")
        .run(context -> {
          assertThat(context).hasSingleBean(SmolscaleMetrics.class);
          MeterRegistry registry = new SimpleMeterRegistry();
          context.getBeansOfType(MeterBinder.class).values().forEach(one -> one.bindTo(registry));
          assertThat(registry.find("smolscale.tasks").tag("name", "orders").meter()).isNotNull();
          assertThat(registry.find("smolscale.tasks").tag("name", "smolscale").meter()).isNotNull();
        });
  }

  @Test
  void withoutMicrometerItWorksToo() {
    runner
        .withClassLoader(new FilteredClassLoader("io.micrometer.core"))
        .withPropertyValues(ORDERS + "parallelism=1")
        .run(context -> assertThat(context).hasNotFailed().hasBean("orders"));
  }

  @Test
  void aValueOutOfRangeIsRefusedWithTheValueAndTheFix() {
    assertRefused(ORDERS + "parallelism=0", "parallelism must be from 1 to 32767, not 0");
    assertRefused(ORDERS + "parallelism=40000", "from 1 to 32767, not 40000");
    assertRefused(ORDERS + "await-termination=-1s", "await-termination must be 0 or more");
    runner
        .withPropertyValues(ORDERS + "parallelism=4", ORDERS + "max-threads=3")
        .run(context ->
            assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("at least the parallelism, 4, not 3"));
  }

  @Test
  void aWordInPlaceOfANumberIsRefused() {
    runner
        .withPropertyValues(ORDERS + "parallelism=two")
        .run(context ->
            assertThat(context)
                .getFailure()
                .isInstanceOf(BindException.class)
                .hasMessageContaining(ORDERS + "parallelism"));
  }

  @Test
  void aPropertyThatThereIsNotIsRefused() {
    runner
        .withPropertyValues(ORDERS + "paralelism=2")
        .run(context ->
            assertThat(context).getFailure().rootCause().hasMessageContaining("paralelism"));
  }

  @Test
  void aNameThatABeanHasIsRefused() {
    runner
        .withBean("orders", String.class, () -> "mine")
        .withPropertyValues(ORDERS + "parallelism=2")
        .run(context -> {
          FailureAnalysis analysis = analyze(context.getStartupFailure());
          assertThat(analysis.getDescription()).contains("the name \"orders\" for a bean");
          assertThat(analysis.getAction()).contains("another name");
        });
  }

  @Test
  void theNameOfTheGlobalSchedulerIsRefused() {
    runner
        .withPropertyValues("smolscale.schedulers.smolscale.parallelism=2")
        .run(context ->
            assertThat(analyze(context.getStartupFailure()).getDescription())
                .contains("the name of the global scheduler"));
  }

  private void assertRefused(String property, String why) {
    runner
        .withPropertyValues(property)
        .run(context -> {
          FailureAnalysis analysis = analyze(context.getStartupFailure());
          assertThat(analysis.getDescription())
              .startsWith("smolscale.schedulers.orders: ")
              .contains(why);
          assertThat(analysis.getAction()).isNotBlank();
        });
  }

  private static FailureAnalysis analyze(@Nullable Throwable failure) {
    return Objects.requireNonNull(
        new RefusedConfigurationFailureAnalyzer().analyze(Objects.requireNonNull(failure)));
  }

  private static String where(AsyncTaskExecutor executor) throws Exception {
    Callable<String> here = () -> Thread.currentThread().toString();
    return executor.submitCompletable(here).get(60, TimeUnit.SECONDS);
  }

  /// A bean that asks for one by its name.
  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  static class Asking {
    final AsyncTaskExecutor orders;
    final Scheduler scheduler;

    Asking(
        @Qualifier("orders") AsyncTaskExecutor orders,
        @Qualifier("ordersScheduler") Scheduler scheduler) {
      this.orders = orders;
      this.scheduler = scheduler;
    }

    @Bean
    Annotated annotatedBean() {
      return new Annotated();
    }
  }

  /// Its method runs on the scheduler.
  static class Annotated {
    @Async("orders")
    CompletableFuture<String> where() {
      return CompletableFuture.completedFuture(Thread.currentThread().toString());
    }
  }
}

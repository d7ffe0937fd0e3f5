package io.smolscale.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.smolscale.Scheduler;
import io.smolscale.SchedulerConfig;
import io.smolscale.Smolscale;
import io.smolscale.micrometer.SmolscaleMetrics;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.util.ClassUtils;

/// Registers the beans of each scheduler that the properties name.
final class SchedulersRegistrar implements ImportBeanDefinitionRegistrar {
  private static final String PREFIX = "smolscale.schedulers";

  private final Environment environment;

  /// Called by Spring.
  SchedulersRegistrar(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    Map<String, SchedulerProperties> schedulers =
        Binder.get(environment)
            .bind(
                PREFIX,
                Bindable.mapOf(String.class, SchedulerProperties.class),
                new NoUnboundElementsBindHandler(
                    BindHandler.DEFAULT, new UnboundElementsSourceFilter()))
            .orElse(Map.of());
    schedulers.forEach((name, properties) -> register(registry, name, properties));
  }

  private static void register(
      BeanDefinitionRegistry registry, String name, SchedulerProperties properties) {
    if (name.equals(globalName(name))) {
      throw new RefusedConfigurationException(
          PREFIX + "." + name + " has the name of the global scheduler, as its meters have",
          "Give it another name; -Dsmolscale.parallelism is for the global one.",
          null);
    }
    SchedulerConfig config;
    try {
      config = properties.toConfig(name);
    } catch (IllegalArgumentException e) {
      throw new RefusedConfigurationException(
          PREFIX + "." + name + ": " + e.getMessage(),
          "Correct the value, or leave it out for the default.",
          e);
    }
    String scheduler = name + "Scheduler";
    add(
        registry,
        name,
        scheduler,
        BeanDefinitionBuilder.rootBeanDefinition(SchedulersRegistrar.class, "scheduler")
            .addConstructorArgValue(config.name())
            .addConstructorArgValue(config.parallelism())
            .addConstructorArgValue(config.maxThreads())
            .setDestroyMethodName("shutdown"));
    add(
        registry,
        name,
        name,
        BeanDefinitionBuilder.rootBeanDefinition(SchedulerTaskExecutor.class)
            .addConstructorArgReference(scheduler)
            .addConstructorArgValue(properties.getAwaitTermination()));
    if (ClassUtils.isPresent(
        "io.micrometer.core.instrument.binder.MeterBinder",
        SchedulersRegistrar.class.getClassLoader())) {
      add(
          registry,
          name,
          name + "SchedulerMetrics",
          BeanDefinitionBuilder.rootBeanDefinition(Meters.class, "of")
              .addConstructorArgReference(scheduler));
    }
  }

  /// @throws RefusedConfigurationException when a setting of the global scheduler makes no sense,
  ///   as the application cannot have what it asks for
  private static String globalName(String name) {
    try {
      return Smolscale.scheduler().name();
    } catch (IllegalArgumentException e) {
      throw new RefusedConfigurationException(
          PREFIX + "." + name + " cannot be made: " + e.getMessage(),
          "Correct the setting, or leave it out for the default.",
          e);
    }
  }

  private static void add(
      BeanDefinitionRegistry registry,
      String scheduler,
      String name,
      BeanDefinitionBuilder definition) {
    if (registry.containsBeanDefinition(name)) {
      throw new RefusedConfigurationException(
          "%s.%s needs the name \"%s\" for a bean, and there is one of this name"
              .formatted(PREFIX, scheduler, name),
          "Give the scheduler another name, or the bean.",
          null);
    }
    AbstractBeanDefinition bean = definition.getBeanDefinition();
    bean.setDefaultCandidate(name.endsWith("SchedulerMetrics"));
    registry.registerBeanDefinition(name, bean);
  }

  static Scheduler scheduler(String name, int parallelism, int maxThreads) {
    return Scheduler.create(
        SchedulerConfig.DEFAULT
            .withName(name)
            .withParallelism(parallelism)
            .withMaxThreads(maxThreads));
  }

  /// Apart, for applications without Micrometer. A binder of a kind of its own: the one for the
  /// global scheduler gives way to any of its own kind.
  static final class Meters {
    private Meters() {}

    static MeterBinder of(Scheduler scheduler) {
      return registry -> new SmolscaleMetrics(scheduler, List.of()).bindTo(registry);
    }
  }
}
